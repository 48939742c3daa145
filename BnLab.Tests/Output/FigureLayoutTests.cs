using System.Xml.Linq;
using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class FigureLayoutTests
{
    public static TheoryData<int, int, double> Sizes() => new()
    {
        { 600, 600, 1 }, { 600, 600, 2 }, { 800, 900, 1 }, { 1000, 1000, 2 }, { 1500, 1500, 2 }, { 1500, 800, 1 }, { 2400, 1800, 2 }, { 2400, 2400, 3.2 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void No_text_overlaps_or_is_cut(int width, int height, double scale)
    {
        foreach (Figure figure in (Figure[])[SampleFigures.Training(), SampleFigures.Sweep()])
        {
            TextShape[] texts = Apart("a figure of the course", FigureLayout.Arrange(figure, width / scale, height / scale, Theme.Light));
            Assert.True(texts.Length > 20);
            Assert.All(texts, text => Assert.DoesNotContain("…", text.Line.Plain, StringComparison.Ordinal));
        }

        foreach ((string name, Figure figure) in SampleKinds.All())
            Apart(name, FigureLayout.Arrange(figure, width / scale, height / scale, Theme.Light));
    }

    /// <summary>The texts of a picture, none of which overlaps another or leaves the sheet.</summary>
    internal static TextShape[] Apart(string name, Picture picture)
    {
        TextShape[] texts = [.. picture.Shapes.OfType<TextShape>()];
        Box sheet = new(0, 0, picture.Width, picture.Height);
        for (int i = 0; i < texts.Length; i++)
        {
            Assert.True(sheet.Contains(texts[i].Bounds), $"{name}: '{texts[i].Line.Plain}' is cut");
            for (int j = 0; j < i; j++)
                Assert.False(texts[i].Bounds.Overlaps(texts[j].Bounds), $"{name}: '{texts[i].Line.Plain}' overlaps '{texts[j].Line.Plain}'");
        }

        return texts;
    }

    [Fact]
    public void Every_point_has_its_marker_inside_its_frame()
    {
        Shape[] shapes = [.. Arrange(SampleFigures.Training()).Shapes];
        Assert.Equal(400 + 22 + 22 + 6, shapes.OfType<MarkerShape>().Count()); // and a sample of each in three legends
        Assert.Equal(4 + 4, shapes.OfType<StrokeShape>().Count(stroke => !stroke.IsRule && stroke.Width > 1));
    }

    [Fact]
    public void Panels_of_a_column_share_their_edges()
    {
        double[] lefts = [.. Frames(Arrange(SampleFigures.Training())).Select(box => box.Left).Distinct()];
        Assert.Single(lefts);
    }

    [Fact]
    public void Panels_of_a_row_are_equally_high_and_apart()
    {
        Panel panel = SampleFigures.Training().Rows[0][0];
        Box[] frames = [.. Frames(FigureLayout.Arrange(new Figure("", [[panel, panel, panel]]), 1200, 450, Theme.Light))];
        Assert.Equal(3, frames.Length);
        Assert.Single(frames.Select(box => (box.Top, box.Bottom)).Distinct());
        Assert.True(frames[0].Right < frames[1].Left && frames[1].Right < frames[2].Left);
    }

    [Fact]
    public void A_figure_is_high_enough_for_all_names_left_of_its_panels()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"layer {i}")];
        Figure figure = Figure.Stacked("", new Panel("", new("x"), new("") { Categories = names }, [new LineSeries("", 0, [1, 2], [0, 39])]));
        FigureSize size = FigureSize.For(figure);
        Assert.Superset(names.ToHashSet(), Texts(FigureLayout.Arrange(figure, size.Width / size.Scale, size.Height / size.Scale, Theme.Light)).ToHashSet());
        Assert.Equal(900, FigureSize.For(SampleFigures.Single([0], [0])).Height);
    }

    [Fact]
    public void Hidden_points_are_counted()
    {
        string[] texts = Texts(Arrange(SampleFigures.Sweep()));
        Assert.Contains(texts, text => text.Equals("3 points not shown (not a number)", StringComparison.Ordinal));
        texts = Texts(Arrange(SampleFigures.Single([0, 1, 2], [1, double.NaN, 2])));
        Assert.Contains(texts, text => text.Equals("1 point not shown (not a number)", StringComparison.Ordinal));
        Assert.DoesNotContain(Texts(Arrange(SampleFigures.Training())), text => text.Contains("not shown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_point_breaks_the_line()
    {
        Picture picture = Arrange(SampleFigures.Single([0, 1, 2, 3, 4], [1, 2, double.NaN, 2, 1]));
        Assert.Equal(3, picture.Shapes.OfType<StrokeShape>().Count(stroke => !stroke.IsRule && stroke.Width > 1)); // two parts, one in the legend
    }

    [Fact]
    public void Lines_end_at_given_limits()
    {
        Panel panel = new("", new("x", Min: 2, Max: 4), new("y", Min: 0, Max: 1), [new LineSeries("", 0, [0, 10], [-2.5, 8.5])]);
        Picture picture = Arrange(Figure.Stacked("", panel));
        Box frame = Assert.Single(Frames(picture));
        StrokeShape line = Assert.Single(picture.Shapes.OfType<StrokeShape>(), stroke => !stroke.IsRule);
        Assert.All(line.Points, point => Assert.True(frame.Grown(0.02).Contains(point)));
        Assert.DoesNotContain(picture.Shapes, shape => shape is MarkerShape);
    }

    [Fact]
    public void Png_and_Svg_come_from_one_layout()
    {
        FigureSize size = new(1500, 1500);
        XDocument svg = XDocument.Parse(new BuiltInRenderer().Svg(SampleFigures.Training(), size));
        XNamespace ns = "http://www.w3.org/2000/svg";
        string[] words = [.. svg.Descendants(ns + "g").Select(g => (string?)g.Attribute("aria-label")).OfType<string>()];
        Assert.Equal(Texts(Arrange(SampleFigures.Training())), words);
    }

    private static Picture Arrange(Figure figure) => FigureLayout.Arrange(figure, 750, 750, Theme.Light);

    private static string[] Texts(Picture picture) => [.. picture.Shapes.OfType<TextShape>().Select(text => text.Line.Plain)];

    /// <summary>The frames, found by their upper edges (the first rules in the frame's colour of each panel).</summary>
    private static IEnumerable<Box> Frames(Picture picture)
    {
        StrokeShape[] rules = [.. picture.Shapes.OfType<StrokeShape>().Where(stroke => stroke.IsRule && stroke.Colour == Theme.Light.Faint)];
        for (int i = 0; i + 1 < rules.Length; i++)
        {
            Point2 a = rules[i].Points[0], b = rules[i].Points[1], c = rules[i + 1].Points[0];
            if (a.Y == b.Y && b.X - a.X > 20 && c.X == a.X && c.Y > a.Y && rules[i + 1].Points[1].X == b.X) yield return new(a.X, a.Y, b.X, c.Y);
        }
    }
}
