using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

internal enum SvgShapeKind
{
    Other,
    Line,
    Rule,
    Marker,
    Crowd,
    Arrowhead,
    Band,
    Bars,
}

/// <summary>A shape of an SVG file.</summary>
/// <param name="Element">Its element.</param>
/// <param name="Colour">Of its fill, or of its stroke where it is not filled.</param>
/// <param name="Points">The corners of a path, or of a rectangle or around an ellipse.</param>
internal sealed record SvgShape(XElement Element, string Colour, IReadOnlyList<(double X, double Y)> Points)
{
    private const double LineWidth = 1.6, RuleWidth = 1.1, CrossWidth = 1.4, LargestMarker = 9, ArrowWidth = 6.4, ArrowLength = 5.12;

    public SvgBox Box { get; } = SvgBox.Around(Points);

    public bool IsFilled => Look("fill") is not (null or "none");

    public double Opacity => Number("fill-opacity") ?? Number("stroke-opacity") ?? 1;

    public double? StrokeWidth => Number("stroke-width");

    public string? Dash => Look("stroke-dasharray");

    public SvgShapeKind Kind => IsFilled
        ? IsArrowhead ? SvgShapeKind.Arrowhead
        : Opacity < 0.3 ? SvgShapeKind.Band
        : Opacity is > 0.43 and < 0.5 ? SvgShapeKind.Bars
        : Box is { Width: < LargestMarker, Height: < LargestMarker } ? SvgShapeKind.Marker : SvgShapeKind.Other
        : StrokeWidth == CrossWidth ? SvgShapeKind.Marker
        : !HasRoundEnds ? SvgShapeKind.Other
        : Look("stroke-linejoin") != "round" ? SvgShapeKind.Crowd
        : StrokeWidth == LineWidth ? SvgShapeKind.Line : StrokeWidth == RuleWidth ? SvgShapeKind.Rule : SvgShapeKind.Other;

    /// <summary>The tip of an arrowhead less the middle of its other side.</summary>
    public (int X, int Y) Way => (Math.Sign(Math.Round(Points[0].X - ((Points[1].X + Points[2].X) / 2))), Math.Sign(Math.Round(Points[0].Y - ((Points[1].Y + Points[2].Y) / 2))));

    private bool HasRoundEnds => Look("stroke-linecap") == "round";

    private bool IsArrowhead => Element.Name.LocalName == "path" && Points.Count == 4
        && (IsNear(Box.Width, ArrowWidth, Box.Height, ArrowLength) || IsNear(Box.Width, ArrowLength, Box.Height, ArrowWidth));

    public static SvgShape Of(XElement element)
    {
        string colour = Look(element, "fill") is { } fill && fill != "none" ? fill : Look(element, "stroke") ?? "none";
        double At(string name) => double.Parse((string?)element.Attribute(name) ?? "0", CultureInfo.InvariantCulture);
        double[] numbers = element.Name.LocalName switch
        {
            "path" => SvgPicture.Numbers((string)element.Attribute("d")!),
            "ellipse" or "circle" => [At("cx") - At("rx"), At("cy") - At("ry"), At("cx") + At("rx"), At("cy") + At("ry")],
            _ => [At("x"), At("y"), At("x") + At("width"), At("y") + At("height")],
        };
        return new(element, colour, [.. numbers.Chunk(2).Select(pair => (pair[0], pair[1]))]);
    }

    private static bool IsNear(double a, double b, double c, double d) => Math.Abs(a - b) < 0.03 && Math.Abs(c - d) < 0.03;

    private double? Number(string name) => Look(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    private string? Look(string name) => Look(Element, name);

    /// <summary>What an element or a group around it says of its look.</summary>
    private static string? Look(XElement element, string name) => element.AncestorsAndSelf().Select(each => (string?)each.Attribute(name)).FirstOrDefault(value => value is not null);
}
