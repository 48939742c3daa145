using BenchmarkDotNet.Attributes;
using BnLab.Output;
using BnLab.Output.Plotting;
using BnLab.Results;

namespace BnLab.Benchmarks;

/// <summary>
/// Drawing figures with ScottPlot. The three panels of <c>train</c> with 1,200 points at 1500 × 1500
/// pixels, panels of the other kinds, and a crowd of points.
/// </summary>
public class FigureBenchmarks
{
    private readonly ScottPlotRenderer _renderer = new();
    private readonly Figure _training = Figure.Stacked("", [.. Enumerable.Range(0, 3).Select(Training)]);
    private readonly Figure _kinds = new("", [[Bands(), Bars()], [Images()]]);
    private readonly Figure _crowd = Figure.Stacked("", Crowd());

    /// <summary>Three panels as PNG.</summary>
    [Benchmark(Baseline = true)]
    public byte[] Png() => _renderer.Png(_training, FigureSize.For(_training));

    /// <summary>Three panels as SVG: layout and text.</summary>
    [Benchmark]
    public string Svg() => _renderer.Svg(_training, FigureSize.For(_training));

    /// <summary>Three panels for a page, each point with its values.</summary>
    [Benchmark]
    public string InlineSvg() => BnLab.Output.Plotting.InlineSvg.Of(_training, FigureSize.For(_training), "f");

    /// <summary>A band, bars and an image grid.</summary>
    [Benchmark]
    public byte[] KindsPng() => _renderer.Png(_kinds, FigureSize.For(_kinds));

    /// <summary>100,000 points in one panel, as SVG.</summary>
    [Benchmark]
    public string CrowdSvg() => _renderer.Svg(_crowd, FigureSize.For(_crowd));

    /// <summary>100,000 points in one panel.</summary>
    [Benchmark]
    public byte[] CrowdPng() => _renderer.Png(_crowd, FigureSize.For(_crowd));

    private static Panel Training(int index) => new(
        $"Panel {index}", new Axis("Iteration"), new Axis("Loss"),
        [.. Enumerable.Range(0, 2).Select(style => new LineSeries($"Net {style}", style, Steps(t => t), Steps(t => Math.Sin(t + style)), HasLine: index > 0))]);

    private static Panel Bands() => new("Band", new Axis("Epoch"), new Axis("Accuracy"),
        [new BandSeries("Interval", 0, Steps(t => t), Steps(Math.Sin), Steps(t => 1 + Math.Sin(t))), new RuleSeries("Chance", 1, 0.1)]);

    private static Panel Bars() => new("Histogram", new Axis("Value"), new Axis("Count"), [new BarSeries("Layer", 0, Steps(t => t), Steps(t => t + 1), Steps(t => t % 17))]);

    private static Panel Images() => new("Images", new Axis(""), new Axis(""),
        [new ImageGridSeries([.. Enumerable.Range(0, 40).Select(i => new SmallImage(32, 32, [.. Enumerable.Range(0, 3072).Select(b => (byte)(b * i))], $"class {i}"))], 10)]);

    private static Panel Crowd() => new("Crowd", new Axis("x"), new Axis("y"),
        [new LineSeries("Points", 0, Steps(t => t, 100_000), Steps(t => Math.Sin(t * t), 100_000), HasLine: false)]);

    private static double[] Steps(Func<double, double> value, int count = 200) => [.. Enumerable.Range(0, count).Select(t => value(t))];
}
