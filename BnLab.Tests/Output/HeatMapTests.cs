using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class HeatMapTests
{
    [Fact]
    public void The_first_row_is_on_top_and_colours_go_from_pale_to_strong()
    {
        Figure figure = Of([[0, 0.5], [1, double.NaN]]);
        ImageShape cells = Arrange(figure).Shapes.OfType<ImageShape>().First();
        PngReader png = new(new BuiltInRenderer().Png(figure, new(600, 400, 1)));
        int At(double x, double y) => png.At((int)(cells.Box.Left + (x * cells.Box.Width)), (int)(cells.Box.Top + (y * cells.Box.Height)));
        Assert.Equal(
            [Rgb(ColourMap.At(0)), Rgb(ColourMap.At(0.5)), Rgb(ColourMap.At(1)), 0xFFFFFF],
            [At(0.25, 0.25), At(0.75, 0.25), At(0.25, 0.75), At(0.6, 0.9)]);
    }

    [Fact]
    public void Rows_are_named_from_the_top()
    {
        Picture picture = Arrange(Figure.Stacked("", SampleKinds.HeatMap(3, 3)));
        double[] heights = [.. Enumerable.Range(0, 3).Select(i => picture.Shapes.OfType<TextShape>().Single(text => text.Line.Plain == $"SGD with momentum {i}").Start.Y)];
        Assert.Equal(heights.Order(), heights);
    }

    [Fact]
    public void Equal_steps_of_the_value_are_equal_steps_of_lightness()
    {
        double[] lightness = [.. Enumerable.Range(0, 11).Select(i => Lightness(ColourMap.At(i / 10.0)))];
        double[] steps = [.. lightness.Zip(lightness.Skip(1), (a, b) => a - b)];
        Assert.All(steps, step => Assert.InRange(step, 2, 12)); // of 100
        Assert.True(lightness[0] > 90 && lightness[^1] < 30);
    }

    [Fact]
    public void The_colour_bar_names_what_it_measures_and_given_ends_hold()
    {
        Figure figure = Figure.Stacked("", new Panel("", new("x"), new("y"), [new HeatMapSeries("Accuracy", [[0.2, 7]], Low: 0, High: 1)]));
        Picture picture = Arrange(figure);
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text is { RunsUp: true, Line.Plain: "Accuracy" });
        Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "1 cell beyond the colours");
        ImageShape cells = picture.Shapes.OfType<ImageShape>().First();
        Assert.Equal(ColourMap.At(1), new Colour(cells.Rgba[4], cells.Rgba[5], cells.Rgba[6]));
    }

    [Theory]
    [InlineData(1e-300, 1e300)]
    [InlineData(-double.MaxValue, double.MaxValue)]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData(5e-324, 1e-323)]
    public void Any_values_have_colours(double low, double high)
    {
        ColourScale scale = ColourScale.Of(new("", [[low, high]]));
        Assert.True(scale.Range.Min < scale.Range.Max);
        if (high - low > 1) Assert.Equal((ColourMap.At(0), ColourMap.At(1)), (scale.Of(low), scale.Of(high)));
        Arrange(Of([[low, high]]));
    }

    private static int Rgb(Colour colour) => (colour.Red << 16) | (colour.Green << 8) | colour.Blue;

    /// <summary>CIE L*, a measure that the map was not made with.</summary>
    private static double Lightness(Colour colour)
    {
        static double Linear(byte value) => value / 255.0 <= 0.04045 ? value / 255.0 / 12.92 : Math.Pow(((value / 255.0) + 0.055) / 1.055, 2.4);
        double y = (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
        return (116 * Math.Cbrt(y)) - 16;
    }

    private static Figure Of(IReadOnlyList<IReadOnlyList<double>> values) =>
        Figure.Stacked("", new Panel("", new("x"), new("y"), [new HeatMapSeries("value", values)]));

    private static Picture Arrange(Figure figure) => FigureLayout.Arrange(figure, 600, 400, Theme.Light);
}
