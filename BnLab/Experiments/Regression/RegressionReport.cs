namespace BnLab.Experiments.Regression;

/// <summary>Figures have a row of panels for each range, a column for each net.</summary>
internal static class RegressionReport
{
    private const int PointStyle = 5;
    private const int CurveStyle = 6;

    public static IReadOnlyList<Table> Tables(StudyRuns<RegressionVariant, RegressionRun> runs) =>
    [
        Summary(runs),
        runs.Rows("errors", ["epoch", "train_error", "test_error"], (_, run) => run.History.Epochs.Select(e => new object[] { e.Epoch, e.Train, e.Validation })),
        runs.Rows("fit", ["x", "y", "predicted"], (_, run) => run.TestX.Select((x, i) => new object[] { x, run.TestY[i], run.Predicted[i] })),
    ];

    /// <summary>Means over the seeds; the band reaches from the lowest to the highest.</summary>
    public static Figure Errors(StudyRuns<RegressionVariant, RegressionRun> runs)
    {
        double[] epochs = [.. runs.All[0].History.Epochs.Select(e => (double)e.Epoch)];
        return new("Errors of nets that learn y = x²", [.. Rows(runs, (net, trainings) => new Panel(
            Title(net), new Axis("Epoch") { IsWhole = true }, new Axis("Mean squared error", AxisScale.Log),
            [
                new BandSeries("", net.Style, epochs, EachEpoch(i => trainings.Min(run => Test(run, i))), EachEpoch(i => trainings.Max(run => Test(run, i)))),
                new LineSeries("Training", CurveStyle, epochs, EachEpoch(i => trainings.Average(run => run.History.Epochs[i].Train)), HasMarkers: false),
                new LineSeries("Test; band: all seeds", net.Style, epochs, EachEpoch(i => trainings.Average(run => Test(run, i)))),
                new RuleSeries("Noise", 2, net.Curve.Noise * net.Curve.Noise),
            ]))])
        {
            SharesX = true,
            SharesY = true,
        };

        double[] EachEpoch(Func<int, double> error) => [.. epochs.Select((_, i) => error(i))];

        static double Test(RegressionRun run, int i) => run.History.Epochs[i].Validation;
    }

    /// <summary>Of the first seed.</summary>
    public static Figure Fits(StudyRuns<RegressionVariant, RegressionRun> runs) =>
        new("What the nets make of y = x²", [.. Rows(runs, (net, trainings) => new Panel(
            Title(net), new Axis("x"), new Axis("y"),
            [
                new LineSeries("Test points", PointStyle, trainings[0].TestX, trainings[0].TestY, HasLine: false),
                new LineSeries("x²", CurveStyle, trainings[0].TestX, [.. trainings[0].TestX.Select(x => x * x)], HasMarkers: false),
                new LineSeries("The net", net.Style, trainings[0].TestX, trainings[0].Predicted, HasMarkers: false),
            ]))])
        {
            SharesY = true,
        };

    private static Table Summary(StudyRuns<RegressionVariant, RegressionRun> runs) => new(
        "regression", ["range", "net", "seeds", "train_error", "test_error", "half_width", "of_baseline", "saturated"],
        [.. runs.Variants.Select(net =>
        {
            var (train, test) = (runs.Mean(net, run => run.History.Epochs[^1].Train), runs.Mean(net, run => run.TestError));
            var baseline = runs.Mean(runs.Variants.First(other => other.Curve == net.Curve), run => run.TestError);
            return new object[] { net.Curve.ToString(), net.Net, runs.Seeds, train.Mean, test.Mean, test.HalfWidth, test.Mean / baseline.Mean, runs.Mean(net, run => run.Saturated).Mean };
        })])
    {
        IsPrinted = true,
    };

    private static string Title(RegressionVariant net) => $"{net.Label}, x in {net.Curve}".Replace("(-", "(−", StringComparison.Ordinal);

    private static IEnumerable<Panel[]> Rows(
        StudyRuns<RegressionVariant, RegressionRun> runs, Func<RegressionVariant, IReadOnlyList<RegressionRun>, Panel> draw) =>
        runs.Groups.GroupBy(group => group.Variant.Curve).Select(row => row.Select(group => draw(group.Variant, group.Runs)).ToArray());
}
