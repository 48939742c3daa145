namespace BnLab.Experiments.ConvNet;

internal static class ConvNetReport
{
    private const int FewestSmoothed = 5; // iterations in an epoch, for a mean over an epoch to show anything

    public static IReadOnlyList<Table> Tables(StudyRuns<NetVariant, History> runs)
    {
        return
        [
            runs.Rows(
                "", ["last_epoch_loss", "last_train_accuracy", "best_val_accuracy"], (_, h) => [[LastLoss(h), h.Epochs[^1].Train, h.BestValAccuracy]], bySeed: true),
            runs.Summary(
                ["loss in the last epoch", "training accuracy", "best validation accuracy"],
                net => [Text(net, LastLoss), Text(net, h => h.Epochs[^1].Train), Text(net, h => h.BestValAccuracy)], isWritten: false),
            runs.Losses(bySeed: true), runs.Accuracies(bySeed: true),
        ];

        string Text(NetVariant net, Func<History, double> measure) => SpreadSeries.Text(runs.Mean(net, measure));
    }

    public static double LastLoss(History history) => history.EpochLoss(history.Epochs[^1].Epoch);

    /// <summary>The bands reach from the lowest to the highest seed: a 95 % interval of three seeds is three times as wide.</summary>
    public static Figure Draw(StudyRuns<NetVariant, History> runs)
    {
        var first = runs.All[0];
        int perEpoch = first.Losses.Count / first.Epochs[^1].Epoch;
        double[] epochs = [.. first.Epochs.Select((_, i) => (double)i)];
        string over = runs.Seeds > 1 ? $": mean and range over {runs.Seeds} seeds" : "";
        return Figure.Stacked(
            "Training a convolutional net",
            runs.LossPanel(perEpoch >= FewestSmoothed ? perEpoch : 0), Accuracy("Training", e => e.Train), Accuracy("Validation", e => e.Validation));

        Panel Accuracy(string what, Func<EpochAccuracy, double> of) => new(
            $"{what} accuracy{over}", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
            [.. runs.Groups.SelectMany(group => Range(group.Variant, epochs, [.. epochs.Select((_, i) => group.Runs.Select(h => of(h.Epochs[i])).ToArray())]))]);
    }

    private static IEnumerable<Series> Range(NetVariant net, double[] x, double[][] seeds)
    {
        if (seeds[0].Length > 1) yield return new BandSeries("", net.Style, x, [.. seeds.Select(values => values.Min())], [.. seeds.Select(values => values.Max())]);
        yield return new LineSeries(net.Label, net.Style, x, [.. seeds.Select(values => values.Average())]);
    }
}
