using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class SeriesShapesTests
{
    private static readonly Colour Blue = Theme.Light.Palette[0];

    [Fact]
    public void A_band_is_a_clear_area_under_its_line_interrupted_at_missing_ends()
    {
        Panel panel = new("", new("x"), new("y"),
        [
            new LineSeries("mean", 0, [0, 1, 2, 3, 4], [1, 1, 1, 1, 1]),
            new BandSeries("", 0, [0, 1, 2, 3, 4], [0, 0, double.NaN, 0, 0], [2, 2, 2, 2, 2]),
        ]);
        Picture picture = Arrange(panel);
        FillShape[] bands = Fills(picture, Blue);
        Assert.Equal(2, bands.Length);
        Assert.All(bands, band => Assert.InRange(band.Colour.Alpha, 20, 120));
        List<Shape> shapes = [.. picture.Shapes];
        Assert.True(shapes.IndexOf(bands[1]) < shapes.FindIndex(shape => shape is StrokeShape { IsRule: false }));
    }

    [Fact]
    public void A_band_ends_at_given_limits()
    {
        Panel panel = new("", new("x"), new("y", Min: 0, Max: 1), [new BandSeries("", 0, [0, 1], [-5, 0.5], [0.2, 7])]);
        Picture picture = Arrange(panel);
        Box frame = Frame(picture);
        Assert.All(Assert.Single(Fills(picture, Blue)).Points, p => Assert.True(frame.Grown(0.02).Contains(p)));
    }

    [Fact]
    public void Bars_that_touch_are_one_area_and_stand_on_the_frame()
    {
        Picture picture = Arrange(new("", new("x"), new("y"), [new BarSeries("", 0, [0, 1, 2, 5], [1, 2, 3, 6], [3, 1, 2, 2])]));
        FillShape[] areas = Fills(picture, Blue);
        Assert.Equal([8, 4], areas.Select(area => area.Points.Count));
        Assert.All(areas, area => Assert.Equal(Frame(picture).Bottom, area.Points.Max(p => p.Y)));
    }

    [Fact]
    public void Bars_on_a_log_axis_begin_at_its_lower_end_and_the_lowest_can_be_seen()
    {
        Picture picture = Arrange(new("", new("x"), new("y", AxisScale.Log), [new BarSeries("", 0, [0, 2, 4], [1, 3, 5], [1, 1000, 0])]));
        FillShape[] bars = Fills(picture, Blue);
        Box frame = Frame(picture);
        Assert.Equal(2, bars.Length);
        Assert.All(bars, bar => Assert.Equal(frame.Bottom, bar.Points[0].Y));
        Assert.True(frame.Bottom - bars[0].Points.Min(p => p.Y) > 0.05 * frame.Height);
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain.StartsWith("1 bar not shown", StringComparison.Ordinal));
    }

    [Fact]
    public void Bars_below_their_base_hang_from_it()
    {
        Picture picture = Arrange(new("", new("x"), new("y"), [new BarSeries("", 0, [0, 2], [1, 3], [-3, -1])]));
        Assert.All(Fills(picture, Blue), bar => Assert.Equal(Frame(picture).Top, bar.Points[0].Y));
    }

    [Fact]
    public void A_rule_runs_from_edge_to_edge_and_its_axis_holds_it()
    {
        Picture picture = Arrange(new("", new("x"), new("y"),
            [new LineSeries("", 1, [0, 1], [0, 1]), new RuleSeries("level", 0, 5), new RuleSeries("upright", 0, -3, IsLevel: false)]));
        Box frame = Frame(picture);
        StrokeShape[] rules = [.. picture.Shapes.OfType<StrokeShape>().Where(stroke => stroke.Colour == Blue)];
        Assert.Equal(4, rules.Length); // two of them in the legend
        Assert.All(rules, rule => Assert.NotEmpty(rule.Dash));
        Assert.Equal((frame.Left, frame.Right), (rules[0].Points[0].X, rules[0].Points[1].X));
        Assert.Equal((frame.Bottom, frame.Top), (rules[1].Points[0].Y, rules[1].Points[1].Y));
    }

    [Fact]
    public void A_crowd_is_darker_where_it_is_dense()
    {
        double[] x = [.. Enumerable.Repeat(1.0, 3000), 5.0];
        DotsShape[] dots = [.. Arrange(new("", new("x"), new("y"), [new LineSeries("", 0, x, x, HasLine: false)])).Shapes.OfType<DotsShape>()];
        Assert.Equal([1, 1], dots.Select(shape => shape.Centers.Count));
        Assert.True(dots[0].Colour.Alpha < dots[1].Colour.Alpha);
    }

    [Fact]
    public void A_running_mean_is_drawn_where_it_is_complete_and_named()
    {
        double[] x = SampleFigures.Steps(100);
        LineSeries cloud = new("cloud", 0, x, [.. x.Select(i => i % 2)], HasLine: false) { RunningMean = 20 };
        Picture picture = Arrange(new("", new("x"), new("y"), [cloud]) { Legend = LegendPlace.None });
        StrokeShape mean = Assert.Single(picture.Shapes.OfType<StrokeShape>(), stroke => !stroke.IsRule);
        Assert.Equal(80, mean.Points.Count);
        Box frame = Frame(picture);
        Assert.All(mean.Points, p => Assert.InRange(p.Y, frame.Center.Y - (0.05 * frame.Height), frame.Center.Y + (0.05 * frame.Height)));
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "lines: means of 21 points");
        Assert.DoesNotContain(Arrange(new("", new("x"), new("y"), [cloud with { Y = x, X = x, RunningMean = 200 }]) { Legend = LegendPlace.None }).Shapes,
            shape => shape is StrokeShape { IsRule: false });
    }

    [Fact]
    public void The_legend_avoids_areas()
    {
        Picture picture = Arrange(new("", new("x"), new("y"), [new BarSeries("bars", 0, [0, 1, 2, 3], [1, 2, 3, 4], [1, 1, 4, 4])]));
        TextShape name = Assert.Single(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "bars");
        Assert.True(name.Start.X < Frame(picture).Center.X);
    }

    internal static Box Frame(Picture picture)
    {
        StrokeShape[] rules = [.. picture.Shapes.OfType<StrokeShape>().Where(stroke => stroke.IsRule && stroke.Colour == Theme.Light.Faint)];
        return new(rules[0].Points[0].X, rules[0].Points[0].Y, rules[1].Points[1].X, rules[1].Points[0].Y);
    }

    private static FillShape[] Fills(Picture picture, Colour colour) =>
        [.. picture.Shapes.OfType<FillShape>().Where(fill => fill.Colour.WithAlpha(255) == colour)];

    private static Picture Arrange(Panel panel) => FigureLayout.Arrange(Figure.Stacked("", panel), 600, 400, Theme.Light);
}
