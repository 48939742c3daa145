namespace BnLab.Experiments.Inference;

/// <summary>Table, figure and claim of <see cref="StatisticsPerturbation"/>.</summary>
internal sealed class PerturbationReport(IReadOnlyList<(uint Seed, IReadOnlyList<StatisticsPerturbation> Curves)> runs)
{
    private readonly StatisticsPerturbation[] _means =
    [
        .. runs[0].Curves.Select((curve, i) => curve with
        {
            Differences = [.. curve.Differences.Select((_, layer) => runs.Average(run => run.Curves[i].Differences[layer]))],
        }),
    ];

    public Table Table => new(
        "inference.chain", ["net", "seed", "perturbation", "layer", "difference"],
        [
            .. from run in runs
               from curve in run.Curves
               from difference in curve.Differences.Index()
               select new object[] { curve.Net, run.Seed, curve.Kind, difference.Index + 1, difference.Item },
        ]);

    public Verdict Judge()
    {
        var everyStd = Array.FindAll(_means, curve => curve.Kind == "every-std");
        return new(
        $"A chain of {everyStd[0].Differences.Count - 1} normalizations amplifies a small error of their statistics",
        "1 % of every standard deviation becomes " + string.Join(" and ", everyStd.Select(curve =>
            string.Create(CultureInfo.InvariantCulture, $"{100 * curve.Differences[^1]:0.#} % of the scores in the net as {curve.Net}"))),
        "above 1 %", everyStd.All(curve => curve.Differences[^1] > StatisticsPerturbation.Size));
    }

    public Figure Draw()
    {
        return new("An error of 1 % in the statistics, from layer to layer", [[Panel("Net as initialized", "initialized"), Panel("Trained net", "trained")]]) { SharesY = true };

        Panel Panel(string title, string net) => new(
            title, new Axis("Normalization (the last point: the scores)") { IsWhole = true }, new Axis("Relative difference of its output", AxisScale.Log),
            [
                new RuleSeries("1 %", 3, StatisticsPerturbation.Size),
                Line("Every standard deviation 1 % too small", 0, net, "every-std"),
                Line("Means of the first off by 1 %", 1, net, "first-mean"),
            ]);

        LineSeries Line(string label, int style, string net, string kind)
        {
            var curve = _means.Single(c => c.Net == net && c.Kind == kind);
            return new(label, style, [.. Enumerable.Range(1, curve.Differences.Count).Select(layer => (double)layer)], curve.Differences);
        }
    }
}
