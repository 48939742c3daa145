namespace BnLab.Experiments.Sweeps;

/// <summary>The course's headline picture: the eight-layer net, trained from weight scales far too small, right, and far too large.</summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization and initialization".</remarks>
internal sealed class SweepInit(Values options) : Sweep("sweep-init", TrainingSettings.Of(options), Sequence(options))
{
    private const double HighestLossShown = 3.5; // the notebook's limit: a loss of 2.3 is chance

    private static readonly Setting<double> Min = Setting.Number("--scale-min", 1e-4, "Smallest weight scale.");
    private static readonly Setting<double> Max = Setting.Number("--scale-max", 1.0, "Largest weight scale.");
    private static readonly Setting<int> Points = Setting.Whole(
        "--points", 20, "Weight scales from the smallest to the largest, at equal ratios.", 1, LogGrid.MostPoints);

    private readonly LogGrid _grid = Grid(options);
    private readonly NetVariant[] _nets = NetsOf(options);

    public static StudyExperiment Experiment { get; } = new(
        "sweep-init", "Train the eight-layer net from 20 weight scales, with batch normalization and without.", "sweep-init --points 5 --epochs 2",
        StudyOptions.All(
            [Min, Max, Points, Nets, StudyOptions.Hidden with { Default = [50, 50, 50, 50, 50, 50, 50] }],
            without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new SweepInit(options));

    public static SweepInit With(int points) => new(new Values(Experiment.Options).With(Points, points));

    protected override SweepPoint PointOf(PlannedTraining training)
    {
        double scale = training.Settings.WeightScale;
        return new(
            training, string.Create(CultureInfo.InvariantCulture, $"{training.Net.Name} at weight scale {scale:G3}"),
            ("weight_scale", scale), ("net", training.Net.Name));
    }

    private static LogGrid Grid(Values options) => new LogGrid(options.Get(Min), options.Get(Max), options.Get(Points)).Checked("--scale");

    private static TrainingSequence Sequence(Values options)
    {
        var (settings, nets, scales) = (TrainingSettings.Of(options), NetsOf(options), Grid(options).Values);
        return new([.. Seeds.Of(options).Select(seed => new SeededTrainings(seed, [.. scales.Select((scale, i) => Group(seed, scale, i))]))]);

        PlannedTraining[] Group(uint seed, double scale, int i) => [.. nets.Select((net, n) => new PlannedTraining(
            net, settings with { Seed = seed, WeightScale = scale }, n == 0 ? $"Running weight scale {i + 1} / {scales.Count}" : ""))];
    }

    protected override ExperimentResult Report(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        var table = runs.Rows(
            "", ["best_train_accuracy", "best_val_accuracy", "final_train_loss"], (_, o) => [[o.BestTrainAccuracy, o.BestValAccuracy, o.FinalTrainLoss]], bySeed: true);
        var summary = Summary(runs, ["weight scale", "net", "best train", "best val", "final loss"], point =>
        [
            SpreadSeries.Short(point.Training.Settings.WeightScale), point.Training.Net.Name, SpreadSeries.Text(runs.Mean(point, o => o.BestTrainAccuracy)),
            SpreadSeries.Text(runs.Mean(point, o => o.BestValAccuracy)), SpreadSeries.Text(runs.Mean(point, o => o.FinalTrainLoss), "0.0000"),
        ]);
        bool tooHigh = runs.All.Any(outcome => outcome.FinalTrainLoss > HighestLossShown);
        var figure = Figure.Stacked(
            "Training from different weight scales",
            Panel("Best validation accuracy", new Axis("Accuracy"), o => o.BestValAccuracy),
            Panel("Best training accuracy", new Axis("Accuracy"), o => o.BestTrainAccuracy),
            Panel("Final training loss", new Axis("Loss", Min: tooHigh ? 0 : null, Max: tooHigh ? HighestLossShown : null), o => o.FinalTrainLoss));
        return new(Name, [], [table, summary], [(Name, figure)])
        {
            Claims = IsJudged ? Judge(runs) : [],
            Printed = IsJudged ? [] : [new("No claim: it is about batchnorm and baseline at two weight scales or more."), new()],
        };

        Panel Panel(string title, Axis y, Func<TrainingOutcome, double> measure) =>
            new(title, new Axis("Weight scale", AxisScale.Log), y, Curves(runs, point => point.Training.Settings.WeightScale, measure));
    }

    /// <summary>What is repeated are the weight scales: means over the seeds, scale by scale.</summary>
    private IReadOnlyList<Claim> Judge(StudyRuns<SweepPoint, TrainingOutcome> runs)
    {
        const string Scales = "scales";
        List<(IReadOnlyList<TrainingOutcome> With, IReadOnlyList<TrainingOutcome> Without)> scales =
        [
            .. _grid.Values.Select(scale => (Of(scale, NetVariant.BatchNorm), Of(scale, NetVariant.Baseline))),
        ];
        var accuracy = ConfidenceInterval.OfImages(
            [.. scales.Select(scale => Enumerable.Range(0, scale.With[0].Right.Length).Select(i => Mean(scale.With, o => o.Right[i]) - Mean(scale.Without, o => o.Right[i])).ToArray())]);
        var learned = ConfidenceInterval.Of([.. scales.Select(scale => Mean(scale.With, Learned) - Mean(scale.Without, Learned))]);
        return Hypothesis.Judge(
            Hypothesis.Above(
                "Over all weight scales, a net is more accurate with batch normalization", accuracy with { Repeated = Scales }, TrainingMeasure.HeldOut) with
            { Measured = Against(runs.HeldOutAccuracy, "0.000") },
            Hypothesis.Above("A net learns from more weight scales with batch normalization", learned with { Repeated = Scales }, "share of scales") with
            { Measured = Against(Learned, "0 %") });

        string Against(Func<TrainingOutcome, double> measure, string format) => string.Join(
            " against ", new[] { scales.Average(scale => Mean(scale.With, measure)), scales.Average(scale => Mean(scale.Without, measure)) }.Select(mean => mean.ToString(format, CultureInfo.InvariantCulture)));

        IReadOnlyList<TrainingOutcome> Of(double scale, NetVariant net) =>
            runs.Of(runs.Variants.Single(point => point.Training.Net == net && point.Training.Settings.WeightScale == scale));

        static double Mean(IReadOnlyList<TrainingOutcome> seeds, Func<TrainingOutcome, double> measure) => seeds.Average(measure);
        static double Learned(TrainingOutcome outcome) => HasLearned(outcome) ? 1.0 : 0.0;
    }

    private bool IsJudged => _nets.Contains(NetVariant.BatchNorm) && _nets.Contains(NetVariant.Baseline) && _grid.Points >= 2;
}
