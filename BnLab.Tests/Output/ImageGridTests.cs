using System.Xml.Linq;
using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class ImageGridTests
{
    private static readonly SmallImage Checks = new(2, 2, [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30], "checks");

    [Fact]
    public void Pixels_are_sharp_and_equally_large()
    {
        Figure figure = Figure.Stacked("", new Panel("", new(""), new(""), [new ImageGridSeries([Checks], 1)]));
        PngReader png = new(new BuiltInRenderer().Png(figure, new(400, 400)));
        Dictionary<int, int> colours = [];
        for (int y = 0; y < 400; y++)
        {
            for (int x = 0; x < 400; x++) colours[png.At(x, y)] = colours.GetValueOrDefault(png.At(x, y)) + 1;
        }

        int[] counts = [colours[0xFF0000], colours[0x00FF00], colours[0x0000FF], colours[0x0A141E]];
        Assert.Single(counts.Distinct());
        Assert.True(counts[0] > 100 * 100);
    }

    [Fact]
    public void An_Svg_holds_the_pictures_as_Png()
    {
        Figure figure = Figure.Stacked("", SampleKinds.Images(6, 3));
        XDocument svg = XDocument.Parse(new BuiltInRenderer().Svg(figure, FigureSize.For(figure)));
        XElement[] images = [.. svg.Descendants(XName.Get("image", "http://www.w3.org/2000/svg"))];
        Assert.Equal(6, images.Length);
        Assert.All(images, image => Assert.Equal("image-rendering:pixelated", (string?)image.Attribute("style")));
        string data = (string)images[0].Attribute("href")!;
        Assert.StartsWith("data:image/png;base64,", data, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], Convert.FromBase64String(data["data:image/png;base64,".Length..])[..4]);
    }

    [Fact]
    public void Has_captions_and_no_axes()
    {
        Picture picture = FigureLayout.Arrange(Figure.Stacked("", SampleKinds.Images(7, 3)), 600, 500, Theme.Light);
        Assert.Equal(["Images", .. Enumerable.Range(0, 7).Select(i => $"class {i}")], picture.Shapes.OfType<TextShape>().Select(text => text.Line.Plain).OrderBy(text => text != "Images"));
        Assert.DoesNotContain(picture.Shapes, shape => shape is StrokeShape);
        Box[] boxes = [.. picture.Shapes.OfType<ImageShape>().Select(image => image.Box)];
        Assert.Equal((boxes[0].Top, boxes[0].Left), (boxes[2].Top, boxes[3].Left));
        Assert.True(boxes[3].Top > boxes[0].Bottom && boxes[1].Left > boxes[0].Right);
    }

    [Fact]
    public void Its_size_follows_the_pictures()
    {
        FigureSize wide = FigureSize.For(Figure.Stacked("", SampleKinds.Images(10, 10))), square = FigureSize.For(Figure.Stacked("", SampleKinds.Images(16, 4)));
        Assert.True(wide.Height < 300 && square.Height > 1400);
        Picture picture = FigureLayout.Arrange(Figure.Stacked("", SampleKinds.Images(10, 10)), wide.Width / 2.0, wide.Height / 2.0, Theme.Light);
        Assert.True(picture.Shapes.OfType<ImageShape>().First().Box.Width > 60);
    }
}
