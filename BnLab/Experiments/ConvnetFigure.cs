namespace BnLab.Experiments;

/// <summary>
/// The figure of <see cref="Convnet"/>: loss and accuracies, means over the seeds. Bands of the accuracies reach from the
/// lowest seed to the highest: a 95 % interval from three seeds is three times as wide and would hide the means. Intervals
/// stand in the tables and verdicts.
/// </summary>
internal static class ConvnetFigure
{
    private const int FewestSmoothed = 5; // iterations in an epoch, for a mean over an epoch to show anything

    /// <summary>Draws it.</summary>
    public static Figure Draw(IReadOnlyList<(string Name, string Label, int Style)> nets, IReadOnlyList<History> histories, int perEpoch)
    {
        int seeds = histories.Select(history => history.Seed).Distinct().Count();
        string over = seeds > 1 ? $": mean and range over {seeds} seeds" : "";
        return Figure.Stacked(
            "Training a convolutional net",
            new Panel("Training loss", new Axis("Iteration") { IsWhole = true }, new Axis("Loss"), [.. Losses()]),
            new Panel($"Training accuracy{over}", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. Accuracies(e => e.Train)]),
            new Panel($"Validation accuracy{over}", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. Accuracies(e => e.Validation)]));

        IEnumerable<Series> Losses() => Finished().Select(net => new LineSeries(
            net.Label, net.Style, Numbers(net.Runs[0].Losses.Count, first: 1), [.. Enumerable.Range(0, net.Runs[0].Losses.Count).Select(i => net.Runs.Average(h => h.Losses[i]))], HasLine: false)
        {
            RunningMean = perEpoch >= FewestSmoothed ? perEpoch : 0,
        });

        IEnumerable<Series> Accuracies(Func<EpochAccuracy, double> of) => Finished().SelectMany(net => Range(
            net.Label, net.Style, Numbers(net.Runs[0].Epochs.Count, first: 0), [.. net.Runs.Select(h => h.Epochs.Select(of).ToArray())]));

        IEnumerable<(string Label, int Style, IReadOnlyList<History> Runs)> Finished() =>
            from net in nets
            let runs = histories.Where(h => h.Net == net.Name).ToList()
            where runs.Count > 0
            select (net.Label, net.Style, (IReadOnlyList<History>)runs);
    }

    private static IEnumerable<Series> Range(string label, int style, double[] x, double[][] runs)
    {
        int[] places = [.. Enumerable.Range(0, x.Length)];
        if (runs.Length > 1)
            yield return new BandSeries("", style, x, [.. places.Select(i => runs.Min(run => run[i]))], [.. places.Select(i => runs.Max(run => run[i]))]);
        yield return new LineSeries(label, style, x, [.. places.Select(i => runs.Average(run => run[i]))]);
    }

    private static double[] Numbers(int count, int first) => [.. Enumerable.Range(first, count).Select(i => (double)i)];
}
