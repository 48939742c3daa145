namespace BnLab.Experiments.Sweeps;

/// <summary>
/// Batch normalization with small mini-batches: their means and variances are poor estimates, and training pays for it.
/// Layer normalization takes its statistics from single samples instead.
/// </summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization and batch size" and "Layer Normalization and batch size".</remarks>
internal sealed class SweepBatch : Sweep
{
    private static readonly int[] Styles = [0, 2, 3, 4, 5, 6]; // of the normalized nets; the baseline has its own

    private static readonly Setting<IReadOnlyList<int>> Sizes = Setting.Sizes(
        "--batch-sizes", [5, 10, 50], "Sizes of the mini-batches; the net without normalization has the first.") with
    {
        Accepts = sizes => sizes.Count > 0 && sizes.All(size => size >= 1) && sizes.Distinct().Count() == sizes.Count,
        Range = "sizes of 1 or more, each once",
    };

    private static readonly Setting<bool> LayerNorm = Setting.Flag("--layernorm", "Layer normalization in place of batch normalization.");

    private readonly IReadOnlyList<int> _sizes;
    private readonly bool _isLayerNorm;

    private SweepBatch(Values options)
        : base("sweep-batch", TrainingSettings.Of(options), Sequence(options))
    {
        (_sizes, _isLayerNorm) = (options.Get(Sizes), options.Get(LayerNorm));
        foreach (var plan in Trainings.All) plan.Settings.Validate();
    }

    public static StudyExperiment Experiment { get; } = new(
        "sweep-batch", "Train with mini-batches of 5, 10 and 50, with batch or layer normalization.", "sweep-batch --layernorm",
        StudyOptions.All(
            [Sizes, LayerNorm, StudyOptions.LearningRate with { Default = Math.Pow(10, -3.5) }], without: [StudyOptions.BatchSize, StudyOptions.PrintEvery]),
        options => new SweepBatch(options));

    public override string Label(int training) =>
        $"{Trainings.All[training].Net.Name} with mini-batches of {Trainings.All[training].Settings.Solver.BatchSize}";

    private static TrainingSequence Sequence(Values options)
    {
        var settings = TrainingSettings.Of(options);

        // Each net draws its weights right before its training, as in the notebook.
        return new([.. SeedsOf(options).Select(seed => new SeededTrainings(
            seed, [.. Curves(options.Get(Sizes), options.Get(LayerNorm)).Select(curve => new[] { Plan(curve, seed) })]))]);

        PlannedTraining Plan(Curve curve, uint seed) => new(
            curve.Net, settings with { Seed = seed, Solver = settings.Solver with { BatchSize = curve.BatchSize } },
            $"{(curve.Net == NetPlan.Baseline ? "No normalization" : "Normalization")}: batch size =  {curve.BatchSize}");
    }

    private static List<Curve> Curves(IReadOnlyList<int> sizes, bool isLayerNorm) =>
    [
        new(NetPlan.Baseline, sizes[0], NetPlan.Baseline.Style),
        .. sizes.Select((size, i) => new Curve(isLayerNorm ? NetPlan.LayerNorm : NetPlan.BatchNorm, size, Styles[i % Styles.Length])),
    ];

    public override ExperimentResult Report(IReadOnlyList<TrainingOutcome> outcomes)
    {
        var runs = Trainings.All.Zip(outcomes, (plan, outcome) => (plan.Settings.Solver.BatchSize, Outcome: outcome)).ToList();
        var table = new Table(
            "sweep-batch", ["net", "batch_size", "seed", "epoch", "train_accuracy", "val_accuracy"],
            [.. from run in runs
                from epoch in run.Outcome.Epochs
                select new object[] { run.Outcome.Net, run.BatchSize, run.Outcome.Seed, epoch.Epoch, epoch.Train, epoch.Validation }]);
        var curves = Curves(_sizes, _isLayerNorm).Select(curve => (Curve: curve, Runs: runs
            .Where(run => run.Outcome.Net == curve.Net.Name && run.BatchSize == curve.BatchSize).Select(run => run.Outcome).ToList())).ToList();
        var summary = new Table(
            "sweep-batch.summary", ["net", "mini-batch", "best train", "best val", "final loss"],
            [.. curves.Select(c => new object[]
            {
                c.Curve.Net.Name, c.Curve.BatchSize, Text(c.Runs, o => o.BestTrainAccuracy), Text(c.Runs, o => o.BestValAccuracy), Text(c.Runs, o => o.FinalTrainLoss),
            })])
        { IsPrinted = true, IsWritten = false };
        var figure = Figure.Stacked("Training with different mini-batch sizes", Panel("Training accuracy", e => e.Train), Panel("Validation accuracy", e => e.Validation));
        return new("sweep-batch", [], [table, summary], [("sweep-batch", figure)], [.. Judge()]);

        static string Text(List<TrainingOutcome> seeds, Func<TrainingOutcome, double> measure) =>
            SpreadSeries.Text(ConfidenceInterval.Of([.. seeds.Select(measure)]));

        Panel Panel(string title, Func<EpochAccuracy, double> accuracy) => new(
            title, new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
            [.. curves.SelectMany(c => SpreadSeries.Of(
                string.Create(CultureInfo.InvariantCulture, $"{(c.Curve.Net == NetPlan.Baseline ? "No normalization" : c.Curve.Net.Label)}, batch {c.Curve.BatchSize}"),
                c.Curve.Style,
                [.. c.Runs[0].Epochs.Select(e => (double)e.Epoch)],
                [.. c.Runs[0].Epochs.Select((_, i) => ConfidenceInterval.Of([.. c.Runs.Select(run => accuracy(run.Epochs[i]))]))]))]);

        IEnumerable<Verdict> Judge()
        {
            int smallest = _sizes.Min(), largest = _sizes.Max();
            if (_isLayerNorm || smallest == largest) yield break; // no claim is made
            double[] small = Best(smallest), large = Best(largest);
            var apart = ConfidenceInterval.Of([.. small.Zip(large, (a, b) => a - b)]);
            yield return new(
                $"Batch normalization trains worse with mini-batches of {smallest} than of {largest}",
                string.Create(CultureInfo.InvariantCulture, $"best training accuracy {small.Average():0.000} and {large.Average():0.000}, apart by {SpreadSeries.Difference(apart)}"),
                SpreadSeries.Limit(apart, "below 0"), apart.Most < 0.0);
        }

        double[] Best(int batchSize) => [.. curves.Last(c => c.Curve.BatchSize == batchSize).Runs.Select(run => run.BestTrainAccuracy)];
    }

    private sealed record Curve(NetPlan Net, int BatchSize, int Style);
}
