using System.Buffers.Binary;

namespace BnLab.Tests.Output.Plotting;

public sealed class ScottPlotRendererTests
{
    private static readonly ScottPlotRenderer Renderer = new();

    [Theory]
    [InlineData(1.5, 5669)] // 144 dots to the inch
    [InlineData(2, 7559)]
    [InlineData(1, 3780)]
    public void A_png_has_its_size_and_says_how_many_dots_an_inch_has(double scale, int dotsPerMetre)
    {
        PngReader png = new(Renderer.Png(SampleFigures.Training(), new(900, 600, scale)));
        Assert.Equal(["IHDR", "pHYs"], png.Chunks.Select(chunk => chunk.Type).Take(2));
        Assert.Equal((900, 600), (png.Width, png.Height));
        byte[] density = png.Chunks[1].Data;
        Assert.Equal((dotsPerMetre, dotsPerMetre, 1), (BinaryPrimitives.ReadInt32BigEndian(density), BinaryPrimitives.ReadInt32BigEndian(density.AsSpan(4)), density[8]));
    }

    [Fact]
    public void An_svg_has_its_size_and_its_content_in_words()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training(), new(1500, 1200));
        Assert.Equal(
            ("750", "600", "0 0 750 600", "img"),
            ((string?)picture.Root.Attribute("width"), (string?)picture.Root.Attribute("height"), (string?)picture.Root.Attribute("viewBox"), (string?)picture.Root.Attribute("role")));
        string words = Assert.Single(picture.Root.Descendants(SvgTexts.Ns + "title")).Value;
        Assert.Contains("Training loss: Loss against Iteration: Batch normalization, Baseline.", words, StringComparison.Ordinal);
        Assert.Equal(words, (string?)picture.Root.Attribute("aria-label"));
    }

    [Fact]
    public void Every_point_has_its_marker_and_every_line_its_stroke()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training(), new(1500, 1500));
        Assert.All((string[])["#0072B2", "#D55E00"], colour => Assert.Equal(200 + 11 + 11, picture.Markers.Count(marker => marker.Colour == colour)));
        Assert.Equal([11, 11, 11, 11], picture.Lines.Select(line => line.Points.Count));
        Assert.All(picture.Markers, marker => Assert.Contains(picture.Frames, frame => frame.Contains(marker.Box)));
    }

    /// <summary>The PNG shows the markers where the SVG has them, in both themes.</summary>
    [Fact]
    public void Png_and_svg_are_one_drawing()
    {
        FigureSize size = new(900, 900);
        PngReader light = new(Renderer.Png(SampleFigures.Training(), size)), dark = new(new ScottPlotRenderer(Theme.Dark).Png(SampleFigures.Training(), size));
        var (x, y) = (light.Width - 2, light.Height - 2);
        Assert.Equal([0xFFFFFF, 0xFFFFFF, 0x14181D, 0x14181D], [light.At(1, 1), light.At(x, y), dark.At(1, 1), dark.At(x, y)]);
        SvgShape[] markers = [.. SvgPicture.Of(SampleFigures.Training(), size).Markers.Where(marker => marker.Opacity == 1)];
        Assert.Equal(44, markers.Length);
        Assert.All(markers, marker =>
        {
            var (cx, cy) = ((int)(2 * marker.Box.Center.X), (int)(2 * marker.Box.Center.Y));
            Assert.Contains(light.At(cx, cy), (int[])[0x0072B2, 0xD55E00]);
            Assert.Contains(dark.At(cx, cy), (int[])[0x4FA8E0, 0xF2803A]);
        });
    }

    [Fact]
    public async Task Figures_can_be_drawn_at_the_same_time()
    {
        string[] drawn = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Renderer.Svg(SampleFigures.Training(), new(600, 600)))));
        Assert.Single(drawn.Distinct());
    }

    [Fact]
    public void The_default_size_follows_the_panels()
    {
        Panel panel = SampleFigures.Training().Rows[0][0];
        Assert.Equal(new FigureSize(1500, 1500), FigureSize.For(SampleFigures.Training()));
        Assert.Equal(new FigureSize(1900, 900), FigureSize.For(new Figure("", [[panel, panel]])));
        Assert.Equal(new FigureSize(1500, 900), FigureSize.For(new Figure("", [])));
        Assert.Equal((1, 2, 3.2), (FigureSize.Pixels(600, 600).Scale, FigureSize.Pixels(1500, 900).Scale, FigureSize.Pixels(2400, 100).Scale));
    }

    /// <summary>ScottPlot's own shapes with corners leave their paths to the garbage collector, which may free them while Skia draws: the process crashed.</summary>
    [Fact]
    public void No_marker_is_a_path_of_ScottPlot() => Assert.All(
        Enumerable.Range(0, 12).Select(style => new PlotStyle(Theme.Light, isVector: false).Marker(new("", style, [], []), 1)),
        marker => Assert.True(marker.CustomRenderer is PathMarker || marker.Shape is ScottPlot.MarkerShape.FilledCircle or ScottPlot.MarkerShape.FilledSquare));
}
