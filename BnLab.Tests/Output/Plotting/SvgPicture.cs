using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

/// <summary>A figure as a reader of its SVG file finds it: texts, frames of panels, legends, and shapes that show data.</summary>
internal sealed partial class SvgPicture
{
    private const string Faint = "#5A626B"; // of the light theme
    private const double LongestTick = 10;

    public SvgPicture(string svg)
    {
        Root = XDocument.Parse(svg).Root!;
        double[] view = Numbers((string)Root.Attribute("viewBox")!);
        Sheet = new(view[0], view[1], view[0] + view[2], view[1] + view[3]);
        Texts = SvgTexts.Of(Root);
        Shapes = [.. Root.Descendants(SvgTexts.Ns + "g").Where(group => group.Attribute("clip-path") is not null && !group.Elements(SvgTexts.Ns + "text").Any())
            .SelectMany(group => group.Descendants()).Where(element => element.Name.LocalName != "g").Select(SvgShape.Of)];
        Legends = [.. Root.Elements(SvgTexts.Ns + "rect").Where(rect => rect.Attribute("stroke-opacity") is not null).Select(rect => SvgShape.Of(rect).Box)];
        Frames = [.. FramesOf(Root)];
    }

    public XElement Root { get; }

    public SvgBox Sheet { get; }

    public IReadOnlyList<SvgText> Texts { get; }

    /// <summary>What shows data; not the samples in legends.</summary>
    public IReadOnlyList<SvgShape> Shapes { get; }

    /// <summary>The boxes of legends inside panels.</summary>
    public IReadOnlyList<SvgBox> Legends { get; }

    /// <summary>The areas between the axes of panels, in the order of the panels.</summary>
    public IReadOnlyList<SvgBox> Frames { get; }

    public IEnumerable<string> Words => Texts.Select(text => text.Words);

    public IEnumerable<SvgShape> Markers => Shapes.Where(shape => shape.Kind == SvgShapeKind.Marker);

    public IEnumerable<SvgShape> Lines => Shapes.Where(shape => shape.Kind == SvgShapeKind.Line);

    public IEnumerable<SvgShape> Rules => Shapes.Where(shape => shape.Kind == SvgShapeKind.Rule);

    public IEnumerable<SvgShape> Bands => Shapes.Where(shape => shape.Kind == SvgShapeKind.Band);

    public IEnumerable<SvgShape> Bars => Shapes.Where(shape => shape.Kind == SvgShapeKind.Bars);

    public IEnumerable<SvgShape> Arrowheads => Shapes.Where(shape => shape.Kind == SvgShapeKind.Arrowhead);

    public static SvgPicture Of(Figure figure, FigureSize? size = null) => new(new ScottPlotRenderer().Svg(figure, size ?? FigureSize.For(figure)));

    public static SvgPicture Of(Panel panel) => Of(Figure.Stacked("", panel), new(1200, 800));

    public static SvgPicture Of(params Series[] series) => Of(new Panel("", new("x"), new("y"), series));

    /// <summary>The axes' labels, as long as they are horizontal: those below a frame, or left of it.</summary>
    public string[] Ticks(bool isBelow, int panel = 0) => [.. Texts.Where(text => !text.IsUpright && IsTick(text.Box, Frames[panel], isBelow)).Select(text => text.Words)];

    public static double[] Numbers(string text) => [.. Numeral().Matches(text).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static bool IsTick(SvgBox text, SvgBox frame, bool isBelow) => isBelow
        ? text.Top > frame.Bottom && text.Top < frame.Bottom + 12 && text.Center.X >= frame.Left - 1 && text.Center.X <= frame.Right + 1
        : text.Right < frame.Left && text.Center.Y >= frame.Top - 1 && text.Center.Y <= frame.Bottom + 1 && frame.Left - text.Right < 12;

    /// <summary>The lines of a frame are longer than ticks; the lower one is followed by the upper one.</summary>
    private static IEnumerable<SvgBox> FramesOf(XElement svg)
    {
        SvgBox[] level = [.. svg.Elements(SvgTexts.Ns + "path").Where(path => (string?)path.Attribute("stroke") == Faint).Select(path => SvgShape.Of(path).Box)
            .Where(line => line.Height == 0 && line.Width > LongestTick)];
        for (int i = 0; i + 1 < level.Length; i += 2) yield return new(level[i].Left, Math.Round(2 * level[i + 1].Top) / 2, level[i].Right, level[i].Bottom); // ScottPlot draws upper lines 0.1 lower
    }

    [GeneratedRegex(@"-?[\d.]+(e[-+]?\d+)?")]
    private static partial Regex Numeral();
}

/// <summary>A text of an SVG file and the area that it covers, from the place, length and size that the file gives.</summary>
internal sealed record SvgText(string Words, SvgBox Box, bool IsUpright);

/// <summary>Reads the texts of an SVG file.</summary>
internal static class SvgTexts
{
    private const double Ascent = 0.75, Descent = 0.22; // of the font's size

    public static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    public static IReadOnlyList<SvgText> Of(XElement svg) => [.. svg.Descendants(Ns + "text").Select(Read)];

    /// <summary>Asserts that no text overlaps another one and that none leaves the sheet.</summary>
    public static void AssertApart(string figure, SvgPicture picture)
    {
        SvgBox sheet = picture.Sheet.Grown(0.01); // for coordinates that are rounded in the file
        for (int i = 0; i < picture.Texts.Count; i++)
        {
            SvgText text = picture.Texts[i];
            Assert.True(sheet.Contains(text.Box), $"{figure}: '{text.Words}' at {text.Box} is cut");
            for (int j = 0; j < i; j++)
                Assert.False(text.Box.Overlaps(picture.Texts[j].Box), $"{figure}: '{text.Words}' at {text.Box} overlaps '{picture.Texts[j].Words}' at {picture.Texts[j].Box}");
        }
    }

    private static SvgText Read(XElement element)
    {
        double x = Number(element, "x"), y = Number(element, "y"), size = Number(element, "font-size"), length = Number(element, "textLength");
        double[] numbers = SvgPicture.Numbers((string)element.Attribute("transform")!);
        double[] matrix = numbers.Length == 2 ? [1, 0, 0, 1, .. numbers] : numbers; // translate(x y) or matrix(a b c d x y)
        Assert.Equal(6, matrix.Length);
        (double X, double Y)[] corners = [At(x, y - (Ascent * size)), At(x + length, y + (Descent * size))];
        return new(element.Value, SvgBox.Around(corners), matrix[1] != 0);

        (double X, double Y) At(double x, double y) => ((matrix[0] * x) + (matrix[2] * y) + matrix[4], (matrix[1] * x) + (matrix[3] * y) + matrix[5]);
    }

    private static double Number(XElement element, string name) => (double)element.Attribute(name)!;
}
