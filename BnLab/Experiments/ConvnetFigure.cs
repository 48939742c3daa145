using BnLab.Results;

namespace BnLab.Experiments;

/// <summary>The figure of <see cref="Convnet"/>: loss and accuracies, means over the seeds and between which limits they lie.</summary>
internal static class ConvnetFigure
{
    /// <summary>Draws it.</summary>
    /// <param name="nets">Name, label and style of each net.</param>
    /// <param name="histories">The trainings that were finished.</param>
    public static Figure Draw(IReadOnlyList<(string Name, string Label, int Style)> nets, IReadOnlyList<History> histories)
    {
        return Figure.Stacked(
            "",
            new Panel("Training loss", new Axis("Iteration"), new Axis("Loss"), [.. Drawn(h => h.Losses, first: 1, isCurve: false)]),
            new Panel("Training accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. Drawn(h => [.. h.Epochs.Select(e => e.Train)], first: 0, isCurve: true)]),
            new Panel("Validation accuracy", new Axis("Epoch") { IsWhole = true }, new Axis("Accuracy"), [.. Drawn(h => [.. h.Epochs.Select(e => e.Validation)], first: 0, isCurve: true)]));

        IEnumerable<Series> Drawn(Func<History, IReadOnlyList<double>> values, int first, bool isCurve)
        {
            var runs = nets.Select(net => (net, Of: histories.Where(h => h.Net == net.Name).Select(values).ToList())).Where(each => each.Of.Count > 0).ToList();
            if (isCurve)
            {
                foreach (var (net, of) in runs.Where(each => each.Of.Count > 1))
                {
                    yield return new BandSeries("", net.Style, X(of), Over(of, seeds => seeds.Min()), Over(of, seeds => seeds.Max()));
                }
            }

            foreach (var (net, of) in runs)
            {
                yield return new LineSeries(net.Label, net.Style, X(of), Over(of, seeds => seeds.Average()), HasLine: isCurve);
            }

            double[] X(List<IReadOnlyList<double>> of) => [.. Enumerable.Range(first, of[0].Count).Select(i => (double)i)];
        }

        static double[] Over(List<IReadOnlyList<double>> runs, Func<IEnumerable<double>, double> figure) =>
            [.. Enumerable.Range(0, runs[0].Count).Select(i => figure(runs.Select(run => run[i])))];
    }
}
