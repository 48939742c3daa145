namespace BnLab.Tests.Output.Plotting;

/// <summary>Of very many points what can be seen is drawn, once.</summary>
public sealed class ManyPointsTests
{
    private const int Count = 30_000;

    private static readonly double[] X = SampleFigures.Steps(Count), Y = [.. X.Select(i => Math.Sin(i * i))];

    private static readonly Dictionary<string, Series> Series = new(StringComparer.Ordinal)
    {
        ["dots"] = new LineSeries("dots", 0, X, Y, HasLine: false),
        ["line"] = new LineSeries("line", 1, X, Y, HasMarkers: false),
        ["line with markers"] = new LineSeries("line", 1, X, Y),
        ["band"] = new BandSeries("band", 0, X, Y, [.. Y.Select(value => value + 3)]),
        ["bars"] = new BarSeries("bars", 1, X, [.. X.Select(i => i + 1)], Y),
        ["bars apart"] = new BarSeries("bars", 1, X, [.. X.Select(i => i + 0.8)], Y),
        ["mean"] = new LineSeries("mean", 2, X, Y, HasLine: false) { RunningMean = 15_000 },
    };

    public static TheoryData<string> Kinds() => [.. Series.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_svg_stays_small_and_fills_the_panel(string kind)
    {
        Figure figure = Figure.Stacked("many", new Panel(kind, new("x"), new("y"), [Series[kind]]));
        string svg = new ScottPlotRenderer().Svg(figure, new(1500, 900));
        Assert.InRange(svg.Length, 10_000, 2_000_000);
        SvgPicture picture = new(svg);
        SvgBox frame = picture.Frames[0];
        var drawn = picture.Shapes.Where(shape => shape.Kind != SvgShapeKind.Other).Select(shape => shape.Box).ToList();
        Assert.InRange(drawn.Min(box => box.Left) - frame.Left, 0, 0.06 * frame.Width);
        Assert.InRange(frame.Right - drawn.Max(box => box.Right), 0, 0.06 * frame.Width);
        Assert.InRange(drawn.Max(box => box.Bottom) - drawn.Min(box => box.Top), 0.7 * frame.Height, frame.Height);
    }

    [Fact]
    public void The_line_keeps_its_highest_and_lowest_points()
    {
        double[] y = [.. X.Select(i => i == 9_234 ? 9 : i == 21_234 ? -9 : 0.0)];
        SvgPicture picture = SvgPicture.Of(new LineSeries("", 0, X, y, HasMarkers: false));
        SvgShape line = Assert.Single(picture.Lines);
        SvgBox frame = picture.Frames[0];
        Assert.Equal(18 / (18 * 1.08), line.Box.Height / frame.Height, 2);
        double At(double i) => line.Box.Left + (line.Box.Width * i / (Count - 1));
        Assert.Equal(At(9_234), line.Points.MinBy(point => point.Y).X, 0);
        Assert.Equal(At(21_234), line.Points.MaxBy(point => point.Y).X, 0);
    }
}
