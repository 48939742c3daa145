using System.Buffers.Binary;
using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Output.Drawing.Raster;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class BuiltInRendererTests
{
    private static readonly BuiltInRenderer Renderer = new();

    [Fact]
    public void A_Png_has_header_size_picture_and_end()
    {
        PngReader png = new(Renderer.Png(SampleFigures.Training(), new(900, 600, 1.5)));
        Assert.Equal("IHDR pHYs IDAT IEND", string.Join(' ', png.Chunks.Select(chunk => chunk.Type)));
        Assert.Equal((900, 600), (png.Width, png.Height));
        byte[] physical = png.Chunks[1].Data;
        Assert.Equal(5669, BinaryPrimitives.ReadInt32BigEndian(physical)); // 144 dots to the inch
        Assert.Equal(1, physical[8]);
    }

    [Fact]
    public void A_file_without_physical_size_gets_one_behind_its_header()
    {
        byte[] file = Renderer.Png(SampleFigures.Training(), new(90, 60, 1.5));
        byte[] without = [.. file[..33], .. file[(33 + 21)..]];
        Assert.Equal("IHDR IDAT IEND", string.Join(' ', new PngReader(without).Chunks.Select(chunk => chunk.Type)));
        Assert.Equal(file, PngEncoder.WithPhysicalSize(without, 144));
    }

    [Fact]
    public void The_pixels_are_those_of_the_layout()
    {
        FigureSize size = new(1500, 1500);
        PngReader png = new(Renderer.Png(SampleFigures.Training(), size));
        Picture picture = FigureLayout.Arrange(SampleFigures.Training(), 750, 750, Theme.Light);
        Assert.Equal(0xFFFFFF, png.At(2, 2));
        Assert.Equal(0xFFFFFF, png.At(1497, 1497));

        MarkerShape[] markers = [.. picture.Shapes.OfType<MarkerShape>().Where(marker => marker.Halo is not null)];
        Assert.Equal(50, markers.Length);
        int shown = markers.Count(marker =>
            png.At((int)(marker.Center.X * 2), (int)(marker.Center.Y * 2)) is 0x0072B2 or 0xD55E00);
        Assert.Equal(markers.Length, shown);
    }

    [Fact]
    public void The_dark_theme_is_dark()
    {
        PngReader png = new(new BuiltInRenderer(Theme.Dark).Png(SampleFigures.Sweep(), new(400, 300, 1)));
        Assert.Equal(0x14181D, png.At(1, 1));
    }

    [Fact]
    public void The_same_figure_gives_the_same_bytes()
    {
        FigureSize size = new(700, 700, 1.5);
        Assert.Equal(Renderer.Png(SampleFigures.Training(), size), new BuiltInRenderer().Png(SampleFigures.Training(), size));
        Assert.Equal(Renderer.Svg(SampleFigures.Sweep(), size), new BuiltInRenderer().Svg(SampleFigures.Sweep(), size));
        Assert.False(Renderer.Png(SampleFigures.Sweep(), size).AsSpan().SequenceEqual(Renderer.Png(SampleFigures.Training(), size)));
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

    [Theory]
    [InlineData(0, 100, 1)]
    [InlineData(100, -1, 1)]
    [InlineData(100, 100_000, 1)]
    [InlineData(100, 100, 0)]
    [InlineData(100, 100, double.NaN)]
    public void A_size_that_cannot_be_is_refused(int width, int height, double scale) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Renderer.Png(SampleFigures.Training(), new(width, height, scale)));
}
