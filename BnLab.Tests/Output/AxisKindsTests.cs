using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

/// <summary>Axes of whole numbers, axes of categories, and axes that panels share.</summary>
public sealed class AxisKindsTests
{
    private static readonly Axis Whole = new("") { IsWhole = true };

    [Theory]
    [InlineData(new[] { 0.0, 1 }, "0 1")]
    [InlineData(new[] { 3.0 }, "3")]
    [InlineData(new[] { 0.0, 3 }, "0 1 2 3")]
    [InlineData(new[] { 0.2, 0.4 }, "0 1")]
    [InlineData(new[] { 0.0, 1000 }, "0 200 400 600 800 1000")]
    public void Whole_axes_have_ticks_at_whole_numbers_only(double[] values, string labels)
    {
        AxisTicks ticks = AxisTicks.For(AxisRange.Of(Whole, values), Whole, 7);
        Assert.Equal(labels, string.Join(' ', ticks.Major.Select(tick => tick.Label)));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(3, 7)]
    [InlineData(0.01, 100)]
    public void Whole_log_axes_too(double low, double high)
    {
        Axis axis = Whole with { Scale = AxisScale.Log };
        AxisTicks ticks = AxisTicks.For(AxisRange.Of(axis, [low, high]), axis, 7);
        Assert.True(ticks.Major.Count >= 2);
        Assert.All(ticks.Major.Select(tick => tick.Value).Concat(ticks.Minor), value => Assert.True(double.IsInteger(value)));
    }

    [Fact]
    public void Categories_have_half_a_place_around_them()
    {
        Axis axis = new("") { Categories = ["a", "b", "c"] };
        Assert.Equal(new AxisRange(-0.5, 2.5), AxisRange.Of(axis, [0, 1, 2]));
        Assert.Equal(new AxisRange(-0.5, 2.5), AxisRange.Of(axis, [-0.4, 2.4]));
        Assert.Equal(new AxisRange(-0.5, 4.5), AxisRange.Of(axis, [4]));
        Assert.Equal(["a", "b", "c"], AxisTicks.For(AxisRange.Of(axis, []), axis, 1).Major.Select(tick => tick.Label));
    }

    [Theory]
    [InlineData(800, false, 1, 3)]
    [InlineData(200, false, 2, 3)]
    [InlineData(60, true, 1, 3)]
    [InlineData(20, true, 1, 2)]
    public void Long_names_are_broken_then_turned_then_thinned(double width, bool turned, int lines, int labels)
    {
        Axis axis = new("") { Categories = ["Batch normalization", "Layer normalization", "Group normalization"] };
        LevelLabels level = LevelLabels.For(axis, AxisRange.OfPlaces(3), width, 60, 10);
        Assert.Equal((turned, lines, labels), (level.IsTurned, level.Texts.Max(text => text.Count), level.Texts.Count(text => text.Count > 0)));
        Assert.True(!turned || level.Height <= 60);
    }

    [Fact]
    public void Short_names_are_thinned_rather_than_turned()
    {
        Axis axis = new("") { Categories = [.. Enumerable.Range(0, 40).Select(i => $"{i}")] };
        LevelLabels level = LevelLabels.For(axis, AxisRange.OfPlaces(40), 400, 60, 10);
        Assert.False(level.IsTurned);
        Assert.InRange(level.Texts.Count(text => text.Count > 0), 10, 20);
    }

    [Fact]
    public void Shared_axes_have_equal_limits_and_labels_at_the_outer_edge_only()
    {
        Panel Of(double x, double y) => new("", new("across"), new("along"), [new LineSeries("", 0, [0, x], [0, y])]);
        Figure grid = new("", [[Of(1, 1), Of(2, 10)], [Of(5, 3), Of(1, 2)]]);
        Picture apart = Arrange(grid), shared = Arrange(grid with { SharesX = true, SharesY = true });
        Assert.Equal((4, 4), (Count(apart, "across"), Count(apart, "along")));
        Assert.Equal((2, 2), (Count(shared, "across"), Count(shared, "along")));

        // The last markers of the first row end at heights as 1 to 10, those of the first column at widths as 1 to 5.
        MarkerShape[] points = [.. shared.Shapes.OfType<MarkerShape>()];
        Assert.Equal(10, (points[2].Center.Y - points[3].Center.Y) / (points[0].Center.Y - points[1].Center.Y), 1);
        Assert.Equal(5, (points[5].Center.X - points[4].Center.X) / (points[1].Center.X - points[0].Center.X), 1);
        Assert.True(PlotWidth(shared) > PlotWidth(apart));
    }

    [Fact]
    public void Axes_of_different_kinds_are_not_shared()
    {
        Panel linear = new("", new("x"), new("linear"), [new LineSeries("", 0, [1, 2], [-1, 1])]);
        Panel log = linear with { Y = new("log", AxisScale.Log) };
        Picture picture = Arrange(new Figure("", [[linear, log]]) { SharesY = true });
        Assert.Equal((1, 1), (Count(picture, "linear"), Count(picture, "log")));
    }

    private static double PlotWidth(Picture picture) => SeriesShapesTests.Frame(picture).Width;

    private static int Count(Picture picture, string text) => picture.Shapes.OfType<TextShape>().Count(shape => shape.Line.Plain == text);

    private static Picture Arrange(Figure figure) => FigureLayout.Arrange(figure, 800, 600, Theme.Light);
}
