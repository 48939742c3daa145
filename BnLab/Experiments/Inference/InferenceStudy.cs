using BnLab.Checking;
using BnLab.Data;

namespace BnLab.Experiments.Inference;

/// <summary>
/// What to normalize with at test time: running averages, the population's statistics in two readings, or the test batch's
/// own; why training and test can disagree, and what helps; and batch normalization folded away.
/// </summary>
/// <remarks>Ioffe and Szegedy (2015), section 3.1 and Algorithm 2; cs231n, <c>batchnorm_forward</c> with mode test.</remarks>
internal sealed class InferenceStudy : Study<InferenceVariant, InferenceRun>
{
    private static readonly Setting<int> Repeats = Setting.Whole("--repeats", 101, "Timed passes of each form of the net; the median counts.");

    private readonly int _repeats;

    private InferenceStudy(Values options)
        : base("inference", options, RunJson.Default.InferenceRun)
    {
        _repeats = options.Get(Repeats);
        TrainingSettings.Require(Settings.Hidden.Count > 0, StudyOptions.Hidden, "none", "one hidden layer or more: without any there is nothing to normalize");
        TrainingSettings.Require(Settings.NumTrain > 1, StudyOptions.NumTrain, Settings.NumTrain, "2 or more: a single image has no variance");
        TrainingSettings.Require(Settings.Solver.BatchSize > 1, StudyOptions.BatchSize, Settings.Solver.BatchSize, "2 or more: a single image has no variance");
        foreach (var variant in Variants) variant.Apply(Settings).Validate();
    }

    public static StudyExperiment Experiment { get; } = new(
        "inference", "Compare what to normalize with at test time, take apart why it may go wrong, and fold batch normalization away.", "inference",
        StudyOptions.All([Repeats], without: [StudyOptions.PrintEvery]), options => new InferenceStudy(options));

    protected override IReadOnlyList<InferenceVariant> Variants => InferenceVariant.All;

    public override void Validate(ImageSet images)
    {
        foreach (var variant in Variants) variant.Apply(Settings).Validate(images);
    }

    protected override string NameOf(InferenceVariant variant) => variant.Name;

    protected override History HistoryOf(InferenceRun run) => run.History;

    protected override TrainingLine? Summary(InferenceVariant variant, InferenceRun run) => null; // the log has told it

    protected override InferenceRun Train<T>(InferenceVariant variant, TrainingContext<T> context)
    {
        var net = TrainedNet<T>.Train(variant, Settings, Images.ClassNames.Count, context);
        bool isPlain = variant == InferenceVariant.Plain, isChain = variant == InferenceVariant.Chain;
        return new(net.History, new TrainTestGap<T>(Settings, context.Train, context.Validation).Measure(variant, net))
        {
            TestBatches = isPlain ? TestBatches.Measure(net, context.Validation) : null,
            Perturbations = isChain ? StatisticsPerturbation.Measure(net, Settings with { Seed = context.Seed }, context) : [],
            FormDifferences = isPlain || isChain ? FoldedForms.Differences(net, context.Validation.X) : [],
        };
    }

    protected override ExperimentResult Report(StudyRuns<InferenceVariant, InferenceRun> runs)
    {
        double limit = Settings.DType == DType.Float64 ? Distance.RoundingLimit<double>() : Distance.RoundingLimit<float>();
        var batches = new TestBatchesReport([.. runs.Of(InferenceVariant.Plain).Select(run => (run.History.Seed, run.TestBatches!))]);
        var causes = new CausesReport(runs, Settings);
        var perturbations = new PerturbationReport([.. runs.Of(InferenceVariant.Chain).Select(run => (run.History.Seed, run.Perturbations))]);
        var (folding, folded) = FoldedForms.Report(runs, Times(), limit);
        return new(
            Name, [.. runs.Groups.SelectMany(group => group.Runs).Select(run => run.History)],
            [batches.Table, causes.Table, perturbations.Table, folding],
            [("inference", batches.Draw()), ("inference.causes", CauseFigure.Draw(causes.Causes)), ("inference.chain", perturbations.Draw()), ("inference.momentum", MomentumFigure.Draw(runs, causes.Causes[0]))],
            [.. batches.Verdicts(limit), .. causes.Causes.Select(cause => cause.Judge()), perturbations.Judge(), folded]);
    }

    /// <summary>Times of the forms, which do not depend on what a net has learned: taken when no training runs beside them.</summary>
    private IReadOnlyList<FormTimes> Times() => Settings.DType == DType.Float64
        ? FoldedForms.Times<double>(Settings, Images, _repeats, Clock)
        : FoldedForms.Times<float>(Settings, Images, _repeats, Clock);
}

/// <summary>What is measured of one net.</summary>
internal sealed record InferenceRun(History History, IReadOnlyList<Case> Cases)
{
    /// <summary>Of the plain net only.</summary>
    public TestBatches? TestBatches { get; init; }

    /// <summary>Of the chain only.</summary>
    public IReadOnlyList<StatisticsPerturbation> Perturbations { get; init; } = [];

    /// <summary>How far the scores of each form are from those of the first; of the plain net and the chain.</summary>
    public IReadOnlyList<double> FormDifferences { get; init; } = [];
}
