using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

public sealed class ImageGridTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";
    private static readonly SmallImage Checks = new(2, 2, [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30], "checks");

    [Fact]
    public void Pixels_are_sharp_and_equally_large()
    {
        Figure figure = Figure.Stacked("", new Panel("", new(""), new(""), [new ImageGridSeries([Checks], 1)]));
        PngReader png = new(new ScottPlotRenderer().Png(figure, new(400, 400)));
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
    public void An_svg_holds_the_pictures_as_png_with_sharp_pixels()
    {
        Figure figure = Figure.Stacked("", new Panel("", new(""), new(""), [new ImageGridSeries([.. Enumerable.Repeat(Checks, 6)], 3)]));
        XElement[] images = Images(SvgPicture.Of(figure));
        Assert.Equal(6, images.Length);
        Assert.All(images, image => Assert.Equal("image-rendering:pixelated", (string?)image.Attribute("style")));
        const string Start = "data:image/png;base64,";
        string data = images[0].Attributes().Single(attribute => attribute.Name.LocalName == "href").Value;
        Assert.StartsWith(Start, data, StringComparison.Ordinal);
        PngReader png = new(Convert.FromBase64String(data[Start.Length..]));
        Assert.Equal((2, 2, 0xFF0000, 0x0A141E), (png.Width, png.Height, png.At(0, 0), png.At(1, 1)));
    }

    [Fact]
    public void It_has_captions_and_no_axes()
    {
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", SampleKinds.Images(7, 3)), new(1200, 1000));
        Assert.Equal(["Images", .. Enumerable.Range(0, 7).Select(i => $"class {i}")], picture.Words.OrderBy(words => words != "Images"));
        Assert.Empty(picture.Frames);
        SvgBox[] boxes = [.. Uses(picture)];
        Assert.Equal(7, boxes.Length);
        Assert.Equal((boxes[0].Top, boxes[0].Left), (boxes[2].Top, boxes[3].Left));
        Assert.True(boxes[3].Top > boxes[0].Bottom && boxes[1].Left > boxes[0].Right);
        Assert.All(boxes.Zip(picture.Texts.Where(text => text.Words != "Images")), pair =>
        {
            Assert.Equal(pair.First.Left, pair.Second.Box.Left, 1);
            Assert.InRange(pair.Second.Box.Top - pair.First.Bottom, 0, 8);
        });
    }

    [Fact]
    public void Its_size_follows_the_pictures()
    {
        FigureSize wide = FigureSize.For(Figure.Stacked("", SampleKinds.Images(10, 10))), square = FigureSize.For(Figure.Stacked("", SampleKinds.Images(16, 4)));
        Assert.True(wide.Height < 300 && square.Height > 1400);
        Assert.True(Uses(SvgPicture.Of(Figure.Stacked("", SampleKinds.Images(10, 10)))).First().Width > 60);
    }

    [Fact]
    public void Captions_that_are_too_wide_are_shortened()
    {
        SmallImage image = Checks with { Caption = "a caption that is much longer than its picture is wide, and longer still" };
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", new Panel("", new(""), new(""), [new ImageGridSeries([.. Enumerable.Repeat(image, 4)], 4)])), new(800, 400));
        Assert.Equal(4, picture.Words.Count(words => words.EndsWith('…')));
        SvgTexts.AssertApart("captions", picture);
    }

    private static XElement[] Images(SvgPicture picture) => [.. picture.Root.Descendants(Ns + "image")];

    private static IEnumerable<SvgBox> Uses(SvgPicture picture) => Images(picture).Select(image => SvgShape.Of(image).Box);
}
