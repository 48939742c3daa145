namespace BnLab.Experiments.CurveFitting;

/// <summary>The figures of <see cref="Regression"/>: a row for each range, a column for each net.</summary>
internal static class RegressionFigures
{
    private const int PointStyle = 5;
    private const int CurveStyle = 6;

    /// <summary>Training and test error after every epoch: means over the seeds, in the range from the lowest to the highest.</summary>
    public static Figure Errors(List<Regression.Group> groups) =>
        new("Errors of nets that learn y = x²", [.. Rows(groups, group =>
        {
            double[] x = [.. group.Fits[0].History.Epochs.Select(e => (double)e.Epoch)];
            var test = group.Fits.Select(fit => fit.History.Epochs.Select(e => e.Validation).ToArray()).ToList();
            return new Panel(
                Title(group), new Axis("Epoch") { IsWhole = true }, new Axis("Mean squared error", AxisScale.Log),
                [
                    new BandSeries("", group.Net.Style, x, [.. x.Select((_, e) => test.Min(run => run[e]))], [.. x.Select((_, e) => test.Max(run => run[e]))]),
                    new LineSeries("Training", CurveStyle, x, [.. x.Select((_, e) => group.Fits.Average(fit => fit.History.Epochs[e].Train))], HasMarkers: false),
                    new LineSeries("Test; band: all seeds", group.Net.Style, x, [.. x.Select((_, e) => test.Average(run => run[e]))]),
                    new RuleSeries("Noise", 2, group.Curve.Noise * group.Curve.Noise),
                ]);
        })])
        { SharesX = true, SharesY = true };

    /// <summary>The test points of the first seed, and what the net makes of them.</summary>
    public static Figure Fits(List<Regression.Group> groups) =>
        new("What the nets make of y = x²", [.. Rows(groups, group =>
        {
            var fit = group.Fits[0];
            return new Panel(Title(group), new Axis("x"), new Axis("y"),
            [
                new LineSeries("Test points", PointStyle, fit.TestX, fit.TestY, HasLine: false),
                new LineSeries("x²", CurveStyle, fit.TestX, [.. fit.TestX.Select(x => x * x)], HasMarkers: false),
                new LineSeries("The net", group.Net.Style, fit.TestX, fit.Predicted, HasMarkers: false),
            ]);
        })])
        { SharesY = true };

    private static string Title(Regression.Group group) => $"{group.Net.Label}, x in {group.Curve}".Replace("(-", "(−", StringComparison.Ordinal);

    private static IEnumerable<Panel[]> Rows(List<Regression.Group> groups, Func<Regression.Group, Panel> draw) =>
        groups.GroupBy(group => group.Curve).Select(row => row.Select(draw).ToArray());
}
