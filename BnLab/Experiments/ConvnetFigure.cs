using BnLab.Results;

namespace BnLab.Experiments;

/// <summary>The figure of <see cref="Convnet"/>: loss and accuracies, means over the seeds, of the accuracies with 95 % bands.</summary>
internal static class ConvnetFigure
{
    private const int FewestSmoothed = 5; // iterations in an epoch, for a mean over an epoch to show anything

    /// <summary>Draws it.</summary>
    /// <param name="nets">Name, label and style of each net.</param>
    /// <param name="histories">The trainings that were finished.</param>
    /// <param name="perEpoch">Iterations in an epoch.</param>
    public static Figure Draw(IReadOnlyList<(string Name, string Label, int Style)> nets, IReadOnlyList<History> histories, int perEpoch)
    {
        return Figure.Stacked(
            "",
            new Panel("Training loss", new Axis("Iteration") { IsWhole = true }, new Axis("Loss"), [.. Losses()]),
            new Panel("Training accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. Accuracies(e => e.Train)]),
            new Panel("Validation accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. Accuracies(e => e.Validation)]));

        IEnumerable<Series> Losses() => Finished().Select(net => new LineSeries(
            net.Label, net.Style, Numbers(net.Runs[0].Losses.Count, first: 1), [.. Over(net.Runs, h => h.Losses).Select(s => s.Mean)], HasLine: false)
        {
            RunningMean = perEpoch >= FewestSmoothed ? perEpoch : 0,
        });

        IEnumerable<Series> Accuracies(Func<EpochAccuracy, double> of) => Finished().SelectMany(net => SpreadSeries.Of(
            net.Label, net.Style, Numbers(net.Runs[0].Epochs.Count, first: 0), Over(net.Runs, h => [.. h.Epochs.Select(of)])));

        IEnumerable<(string Label, int Style, IReadOnlyList<History> Runs)> Finished() =>
            from net in nets
            let runs = histories.Where(h => h.Net == net.Name).ToList()
            where runs.Count > 0
            select (net.Label, net.Style, (IReadOnlyList<History>)runs);
    }

    private static Spread[] Over(IReadOnlyList<History> runs, Func<History, IReadOnlyList<double>> values)
    {
        var all = runs.Select(values).ToList();
        return [.. Enumerable.Range(0, all[0].Count).Select(i => Spread.Of([.. all.Select(run => run[i])]))];
    }

    private static double[] Numbers(int count, int first) => [.. Enumerable.Range(first, count).Select(i => (double)i)];
}
