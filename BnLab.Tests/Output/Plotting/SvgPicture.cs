using System.Text.RegularExpressions;
using System.Xml.Linq;
using BnLab.Output.Plotting;

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
