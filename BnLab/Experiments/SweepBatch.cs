using BnLab.Data;

namespace BnLab.Experiments;

/// <summary>
/// Batch normalization with small mini-batches: their means and variances are poor estimates, and training pays for it.
/// Layer normalization takes its statistics from single samples instead.
/// </summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization and batch size" and "Layer Normalization and batch size".</remarks>
internal static class SweepBatch
{
    private static readonly int[] Styles = [0, 2, 3, 4, 5, 6]; // of the normalized nets; the baseline has its own

    /// <summary>Runs the sweep.</summary>
    public static ExperimentResult Run(
        SweepBatchOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default) =>
        Define(options).Run(images, progress, cancellation);

    /// <summary>The sweep that some options ask for.</summary>
    public static Sweep Define(SweepBatchOptions options)
    {
        options.Validate();
        var sequence = new TrainingSequence([.. new Seeds(options.Settings.Seed, options.Seeds).All.Select(Stream)]);
        return new(
            "sweep-batch", options.Settings, sequence,
            training => string.Create(CultureInfo.InvariantCulture, $"{training.Net.Name} with mini-batches of {training.Settings.Solver.BatchSize}"),
            outcomes => Report(options, sequence, outcomes));

        // Each net draws its weights right before its training, as in the notebook.
        SeededTrainings Stream(uint seed) => new(seed, [.. Curves(options).Select(curve => new[] { Plan(curve, seed) })]);

        PlannedTraining Plan(Curve curve, uint seed) => new(
            curve.Net, options.Settings with { Seed = seed, Solver = options.Settings.Solver with { BatchSize = curve.BatchSize } },
            $"{(curve.Net == NetPlan.Baseline ? "No normalization" : "Normalization")}: batch size =  {curve.BatchSize}");
    }

    private static List<Curve> Curves(SweepBatchOptions options)
    {
        var net = options.LayerNorm ? NetPlan.LayerNorm : NetPlan.BatchNorm;
        return
        [
            new(NetPlan.Baseline, options.BatchSizes[0], NetPlan.Baseline.Style),
            .. options.BatchSizes.Select((size, i) => new Curve(net, size, Styles[i % Styles.Length])),
        ];
    }

    private static ExperimentResult Report(SweepBatchOptions options, TrainingSequence sequence, IReadOnlyList<TrainingOutcome> outcomes)
    {
        var runs = sequence.All.Zip(outcomes, (plan, outcome) => (plan.Settings.Solver.BatchSize, Outcome: outcome)).ToList();
        var table = new Table(
            "sweep-batch", ["net", "batch_size", "seed", "epoch", "train_accuracy", "val_accuracy"],
            [.. from run in runs
                from epoch in run.Outcome.Epochs
                select new object[] { run.Outcome.Net, run.BatchSize, run.Outcome.Seed, epoch.Epoch, epoch.Train, epoch.Validation }]);
        var curves = Curves(options).Select(curve => (Curve: curve, Runs: runs
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
            int smallest = options.BatchSizes.Min(), largest = options.BatchSizes.Max();
            if (options.LayerNorm || smallest == largest) yield break; // no claim is made
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
