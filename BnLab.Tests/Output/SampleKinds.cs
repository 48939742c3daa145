namespace BnLab.Tests.Output;

/// <summary>A figure of every kind of series and axis, with numbers from formulas.</summary>
internal static class SampleKinds
{
    private static readonly double[] Epochs = SampleFigures.Steps(30);

    public static IEnumerable<(string Name, Figure Figure)> All() =>
    [
        ("bands", Figure.Stacked("Intervals", Band())),
        ("histograms", new("Histograms", [[Histogram(AxisScale.Linear), Histogram(AxisScale.Log)]])),
        ("bars", Figure.Stacked("", Bars(5), Bars(12))),
        ("forty categories", Figure.Stacked("Many", Bars(40))),
        ("beyond", Figure.Stacked("", Beyond())),
        ("image grid", Figure.Stacked("Images", Images(20, 10))),
        ("shared", new("Shared", [[Band(), Band()], [Band(), Beyond()]]) { SharesX = true, SharesY = true }),
        ("names", Figure.Stacked("Names", Named(40))),
        ("mixed", new("Mixed", [[Named(20), Images(9, 3)], [Band(), Bars(4)]])),
        ("running means", Figure.Stacked("", Clouds())),
    ];

    public static Panel Band() => new("x̂ ± σ²", new("Epoch") { IsWhole = true }, new("Accuracy"),
    [
        new LineSeries("Mean μ", 0, Epochs, Curve(0.5), HasMarkers: false),
        new BandSeries("95 % interval", 0, Epochs, Curve(0.4), Curve(0.6)),
        new RuleSeries("Chance", 6, 0.1),
        new RuleSeries("γ, β fixed", 2, 20, IsLevel: false),
    ]);

    public static Panel Histogram(AxisScale scale)
    {
        double[] left = [.. SampleFigures.Steps(20).Select(i => -2 + (0.2 * i))];
        return new("Activations", new("Value"), new("Count", scale),
        [
            new BarSeries("Before", 1, left, [.. left.Select(x => x + 0.2)], [.. left.Select(x => Math.Round(900 * Math.Exp(-2 * x * x)))]),
            new BarSeries("After", 0, left, [.. left.Select(x => x + 0.2)], [.. left.Select(x => Math.Round(400 * Math.Exp(-x * x)))]),
        ]);
    }

    public static Panel Bars(int count)
    {
        double[] places = SampleFigures.Steps(count);
        return new($"{count} bars", new("Net") { Categories = [.. places.Select(i => $"Normalization of kind {i}")] }, new("Accuracy"),
            [new BarSeries("Training", 0, [.. places.Select(i => i - 0.4)], [.. places.Select(i => i + 0.4)], [.. places.Select(i => 0.5 + (0.4 * Math.Sin(i)))])]);
    }

    public static Panel Beyond() => new("Diverging", new("Iteration", Max: 25), new("Loss", Min: 0, Max: 1),
    [
        new LineSeries("Baseline", 1, Epochs, [.. Epochs.Select(i => i < 5 ? double.NaN : i * i / 200)]),
        new LineSeries("Batch normalization", 0, Epochs, Curve(0.9)),
    ]);

    /// <summary>Points at names, which are left of the panel.</summary>
    public static Panel Named(int count) => new(
        "Relative errors", new("Error", AxisScale.Log), new("") { Categories = [.. SampleFigures.Steps(count).Select(i => $"Layer of kind {i}: dgamma")] },
        [new LineSeries("Double precision", 0, [.. SampleFigures.Steps(count).Select(i => Math.Pow(10, -12 + (i / 4)))], SampleFigures.Steps(count), HasLine: false), new RuleSeries("Limit", 6, 1e-6, IsLevel: false)]);

    public static Panel Images(int count, int columns) => new("Images", new(""), new(""),
        [new ImageGridSeries([.. Enumerable.Range(0, count).Select(i => new SmallImage(4, 4, [.. Enumerable.Range(0, 48).Select(b => (byte)((b * 5) + i))], $"class {i}"))], columns)]);

    private static Panel Clouds()
    {
        double[] x = SampleFigures.Steps(200);
        return new("Training loss", new("Iteration"), new("Loss"),
        [
            new LineSeries("Layer normalization", 2, x, [.. x.Select(i => 2 + (0.3 * Math.Sin(i * i)) - (i / 200))], HasLine: false) { RunningMean = 20 },
            new LineSeries("Baseline", 1, x, [.. x.Select(i => 2 + (0.3 * Math.Cos(i * i)) - (i / 250))], HasLine: false) { RunningMean = 20 },
        ]);
    }

    private static double[] Curve(double height) => [.. Epochs.Select(e => height * (1 - Math.Exp(-(e + 1) / 8)))];
}
