namespace BnLab.Experiments;

/// <summary>Accuracies of <see cref="Shuffle"/> against epochs: the mean over the seeds in its 95 % interval.</summary>
internal static class ShuffleFigure
{
    public static Figure Draw(List<Shuffle.Group> groups)
    {
        var nets = groups.Select(group => group.Net).Distinct().ToList();
        return new("How mini-batches are drawn", [Row("validation accuracy", e => e.Validation), Row("training accuracy", e => e.Train)]) { SharesX = true, SharesY = true };

        Panel[] Row(string what, Func<EpochAccuracy, double> accuracy) =>
            [.. nets.Select(net => new Panel(
                $"{net.Label}: {what}", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"),
                [.. groups.Where(group => group.Net == net).SelectMany(group => Curve(group, accuracy))]))];
    }

    private static IEnumerable<Series> Curve(Shuffle.Group group, Func<EpochAccuracy, double> accuracy)
    {
        var first = group.Histories[0].Epochs;
        double[] epochs = [.. first.Select(e => (double)e.Epoch)];
        var spreads = first.Select((_, i) => ConfidenceInterval.Of([.. group.Histories.Select(h => accuracy(h.Epochs[i]))])).ToList();
        yield return new BandSeries("", group.Way.Style, epochs, [.. spreads.Select(s => s.Low)], [.. spreads.Select(s => s.High)]);
        yield return new LineSeries(group.Way.Label, group.Way.Style, epochs, [.. spreads.Select(s => s.Mean)]);
    }
}
