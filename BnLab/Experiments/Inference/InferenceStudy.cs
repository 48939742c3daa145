namespace BnLab.Experiments.Inference;

/// <summary>Which statistics to normalize with at test time, why training and test can disagree, and batch normalization folded away.</summary>
/// <remarks>Ioffe and Szegedy (2015), section 3.1 and Algorithm 2; cs231n, <c>batchnorm_forward</c> with mode test.</remarks>
internal sealed class InferenceStudy : Study<InferenceVariant, InferenceRun>
{
    private static readonly Setting<int> Repeats = Setting.Whole("--repeats", 101, "Timed passes of each form of the net; the median counts.");

    private readonly int _repeats;

    private InferenceStudy(Values options)
        : base("inference", options, InferenceVariant.All, RunJson.Default.InferenceRun, run => run.History)
    {
        _repeats = options.Get(Repeats);
        TrainingSettings.Require(Settings.NumTrain > 1, StudyOptions.NumTrain, Settings.NumTrain, "2 or more: a single image has no variance");
        TrainingSettings.Require(Settings.Solver.BatchSize > 1, StudyOptions.BatchSize, Settings.Solver.BatchSize, "2 or more: a single image has no variance");
        foreach (var variant in InferenceVariant.All) variant.Apply(Settings).Checked();
    }

    public static StudyExperiment Experiment { get; } = new(
        "inference", "Compare what to normalize with at test time, take apart why it may go wrong, and fold batch normalization away.", "inference",
        StudyOptions.All([Repeats, StudyOptions.SeedsOf(10)], without: [StudyOptions.PrintEvery]), options => new InferenceStudy(options));

    public override void Validate(ImageSet images)
    {
        foreach (var variant in InferenceVariant.All) variant.Apply(Settings).Validate(images, Count);
    }

    protected override Samples<T>? PrepareHeldOut<T>() => null; // nothing is chosen by the validation images

    protected override TrainingLine? Summary(InferenceVariant variant, InferenceRun run) => null; // its lines are in the log

    protected override InferenceRun Train<T>(InferenceVariant variant, TrainingContext<T> context)
    {
        var net = TrainedNet<T>.Train(variant, Settings, Images.ClassNames.Count, context);
        bool isPlain = variant == InferenceVariant.Plain, isChain = variant == InferenceVariant.Chain;
        return new(net.History, new TrainTestGap<T>(Settings, context.Train, context.Validation).Measure(variant, net))
        {
            TestBatches = isPlain ? TestBatches.Measure(net, context.Validation) : null,
            RunningErrors = isPlain ? RunningError.Measure(net, context.Train, context.Validation, Settings.Solver.BatchSize, context.Random) : null,
            Perturbations = isChain ? StatisticsPerturbation.Measure(net, Settings with { Seed = context.Seed }, context) : [],
            FormDifferences = isPlain || isChain ? FoldedForms.Differences(net, context.Validation.X) : [],
        };
    }

    protected override ExperimentResult Report(StudyRuns<InferenceVariant, InferenceRun> runs)
    {
        double limit = Settings.DType == DType.Float64 ? Distance.RoundingLimit<double>() : Distance.RoundingLimit<float>();
        var batches = new TestBatchesReport(runs.Of(InferenceVariant.Plain));
        var causes = Cause.All(runs, Settings);
        var perturbations = new PerturbationReport(runs.Of(InferenceVariant.Chain));
        List<RunningErrors> running = [.. runs.Of(InferenceVariant.Plain).Select(run => run.RunningErrors!)];
        var (folding, folded) = FoldedForms.Report(runs, Times(), limit);
        return new(
            Name, runs.Histories, [.. batches.Tables, .. Cause.Tables(runs, causes), perturbations.Table, RunningErrors.Table(runs.Of(InferenceVariant.Plain)), .. folding],
            [
                (Name, batches.Draw()), ("inference.causes", Cause.Draw(causes)), ("inference.chain", perturbations.Draw()),
                ("inference.momentum", DrawMomentum(runs, causes[0].Reference.Accuracy, RunningErrors.Panel(running))),
            ])
        {
            Checks = [.. batches.Checks(limit), folded],
            Claims = Hypothesis.Judge([.. batches.Claims(), RunningErrors.Judge(running), .. causes.SelectMany(cause => cause.Judge(runs)), .. perturbations.Judge()]),
        };
    }

    /// <summary>The same training under several momenta: accuracy at test time with running averages.</summary>
    private static Figure DrawMomentum(StudyRuns<InferenceVariant, InferenceRun> runs, double reference, Panel errors)
    {
        InferenceVariant[] nets = [InferenceVariant.Plain, InferenceVariant.LessSlow, InferenceVariant.Slow, InferenceVariant.SlowFromOne];
        return Figure.Stacked(
            "Running averages of slow momenta, and of few mini-batches",
            new Panel(
                "Accuracy at test time, with running averages",
                new Axis("Mini-batches") { IsWhole = true }, new Axis("Validation accuracy", Min: 0),
                [
                    new RuleSeries("Population statistics, at the end", nets.Length, reference),
                    .. nets.Select(Line),
                ]),
            errors);

        LineSeries Line(InferenceVariant net)
        {
            var histories = runs.Of(net).Select(run => run.History).ToList();
            var epochs = histories[0].Epochs;

            // Epoch 0 is measured after the first mini-batch.
            return new(
                char.ToUpperInvariant(net.Label[0]) + net.Label[1..], net.Style,
                [.. epochs.Select(epoch => epoch.Epoch == 0 ? 1.0 : epoch.Epoch * (double)histories[0].Losses.Count / epochs[^1].Epoch)],
                [.. epochs.Select((_, i) => histories.Average(history => history.Epochs[i].Validation))]);
        }
    }

    /// <summary>Measured when no training runs beside.</summary>
    private IReadOnlyList<FormTimes> Times() => Settings.DType == DType.Float64
        ? FoldedForms.Times<double>(Settings, Images, _repeats, Clock)
        : FoldedForms.Times<float>(Settings, Images, _repeats, Clock);
}

internal sealed record InferenceRun(History History, IReadOnlyList<Case> Cases)
{
    /// <summary>Of the plain net only.</summary>
    public TestBatches? TestBatches { get; init; }

    public RunningErrors? RunningErrors { get; init; }

    /// <summary>Of the chain only.</summary>
    public IReadOnlyList<StatisticsPerturbation> Perturbations { get; init; } = [];

    /// <summary>How far the scores of each form are from those of the first; of the plain net and the chain.</summary>
    public IReadOnlyList<double> FormDifferences { get; init; } = [];
}
