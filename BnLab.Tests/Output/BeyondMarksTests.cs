using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class BeyondMarksTests
{
    private static readonly Panel Limited = new("", new("x", Min: 0, Max: 10), new("y", Min: 0, Max: 1), []);

    [Fact]
    public void A_point_beyond_a_limit_has_an_arrowhead_at_the_edge_that_points_to_it()
    {
        (double X, double Y, int WayX, int WayY)[] cases = [(5, 3, 0, -1), (5, -3, 0, 1), (-4, 0.5, -1, 0), (20, 0.5, 1, 0), (20, 9, 0, -1)];
        foreach ((double x, double y, int wayX, int wayY) in cases)
        {
            Picture picture = Arrange(Limited with { Series = [new LineSeries("", 1, [x], [y])] });
            FillShape mark = Assert.Single(Marks(picture, 1));
            Point2 way = mark.Points[0] - ((mark.Points[1] + mark.Points[2]) * 0.5);
            Assert.Equal((wayX, wayY), (Math.Sign(Math.Round(way.X)), Math.Sign(Math.Round(way.Y))));
            Box frame = SeriesShapesTests.Frame(picture);
            Assert.All(mark.Points, p => Assert.True(frame.Contains(p)));
            if (wayY != 0 && x == 5) Assert.Equal(frame.Center.X, mark.Points[0].X, 1);
        }
    }

    [Fact]
    public void They_are_counted_next_to_the_points_that_cannot_be_shown()
    {
        double[] x = SampleFigures.Steps(6);
        Panel panel = Limited with { Series = [new LineSeries("", 0, x, [0.5, double.NaN, 7, 8, 0.2, double.PositiveInfinity])] };
        Picture picture = Arrange(panel);
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "1 point not shown (not a number); 3 points beyond the axis");
        Assert.Contains("3 points beyond the axis", picture.Description, StringComparison.Ordinal);
        Assert.Equal(3, Marks(picture, 0).Length);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, AxisScale.Linear, -1, "1 point beyond the axis")]
    [InlineData(double.NegativeInfinity, AxisScale.Linear, 1, "1 point beyond the axis")]
    [InlineData(double.PositiveInfinity, AxisScale.Log, -1, "1 point beyond the axis")]
    [InlineData(0, AxisScale.Log, 1, "1 point at 0, marked at the edge")]
    [InlineData(-2, AxisScale.Log, 1, "1 point not positive, marked at the edge")]
    [InlineData(double.NegativeInfinity, AxisScale.Log, 1, "1 point not positive, marked at the edge")]
    public void A_value_without_a_place_is_marked_on_its_side(double value, AxisScale scale, int wayY, string note)
    {
        Picture upright = Arrange(new("", new("x"), new("y", scale), [new LineSeries("", 1, [1, 2, 3], [1, value, 2])]));
        FillShape mark = Assert.Single(Marks(upright, 1));
        Assert.Equal(wayY, Math.Sign(mark.Points[0].Y - ((mark.Points[1].Y + mark.Points[2].Y) / 2)));
        Assert.Contains(upright.Shapes.OfType<TextShape>(), text => text.Line.Plain == note);
        Picture level = Arrange(new("", new("x", scale), new("y"), [new LineSeries("", 1, [1, value, 2], [1, 2, 3])]));
        mark = Assert.Single(Marks(level, 1));
        Assert.Equal(-wayY, Math.Sign(mark.Points[0].X - ((mark.Points[1].X + mark.Points[2].X) / 2)));
        Assert.Contains(level.Shapes.OfType<TextShape>(), text => text.Line.Plain == note);
    }

    [Fact]
    public void Points_on_a_limit_are_inside()
    {
        Picture picture = Arrange(Limited with { Series = [new LineSeries("", 0, [0, 10], [0, 1])] });
        Assert.Empty(Marks(picture, 0));
        Assert.Equal(2, picture.Shapes.OfType<MarkerShape>().Count());
    }

    [Fact]
    public void Bars_and_rules_beyond_are_marked_too()
    {
        Picture picture = Arrange(Limited with { Series = [new BarSeries("", 0, [1, 4], [2, 5], [0.5, 40]), new RuleSeries("", 1, 3)] });
        Assert.Single(Marks(picture, 1));
        Assert.Equal(1 + 2, Marks(picture, 0).Length + picture.Shapes.OfType<FillShape>().Count(fill => fill.Colour.Alpha < 255));
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "2 bars beyond the axis");
    }

    /// <summary>Means of a sweep with several seeds: a point, its band, and another net at the same place.</summary>
    [Fact]
    public void A_mean_and_its_band_are_one_point_and_two_series_stand_side_by_side()
    {
        Picture picture = Arrange(Limited with
        {
            Series =
            [
                new BandSeries("", 0, [2, 10], [4, 4], [6, 6]), new LineSeries("", 0, [2, 10], [5, 5]), new LineSeries("", 1, [2, 10], [7, 7]),
            ],
        });
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "4 points beyond the axis");
        FillShape[] first = Marks(picture, 0), second = Marks(picture, 1);
        Assert.Equal((2, 2), (first.Length, second.Length));
        Box frame = SeriesShapesTests.Frame(picture);
        foreach (var (a, b) in first.Zip(second))
        {
            Assert.True(a.Points.Max(p => p.X) <= b.Points.Min(p => p.X) + 0.1 || b.Points.Max(p => p.X) <= a.Points.Min(p => p.X) + 0.1);
            Assert.All(b.Points, p => Assert.True(frame.Contains(p)));
        }
    }

    [Fact]
    public void Thousands_of_them_stay_few_shapes()
    {
        double[] x = [.. SampleFigures.Steps(50_000).Select(i => i / 5000)];
        Picture picture = Arrange(Limited with { Series = [new LineSeries("", 0, x, [.. x.Select(_ => 5.0)])] });
        Assert.InRange(Marks(picture, 0).Length, 50, 300);
    }

    private static FillShape[] Marks(Picture picture, int slot) =>
        [.. picture.Shapes.OfType<FillShape>().Where(fill => fill.Colour == Theme.Light.Palette[slot] && fill.Points.Count == 3)];

    private static Picture Arrange(Panel panel) => FigureLayout.Arrange(Figure.Stacked("", panel), 600, 400, Theme.Light);
}
