using BnLab.Output.Drawing.Lettering;

namespace BnLab.Output.Drawing;

/// <summary>One thing to draw. A layout ends in a list of these, and PNG and SVG are both made from that list alone.</summary>
/// <param name="Colour">What it is drawn in.</param>
internal abstract record Shape(Colour Colour)
{
    /// <summary>What it stands for, told on request: the values of a point. Empty for nothing.</summary>
    public string Tip { get; init; } = "";
}

/// <summary>A polyline with round joins and caps.</summary>
/// <param name="Points">At least two.</param>
/// <param name="Width">Of the pen.</param>
/// <param name="Colour">Of the pen.</param>
internal sealed record StrokeShape(IReadOnlyList<Point2> Points, double Width, Colour Colour) : Shape(Colour)
{
    /// <summary>Lengths of ink and gap in turn; empty for a solid line.</summary>
    public IReadOnlyList<double> Dash { get; init; } = [];

    /// <summary>
    /// For upright rules (frames, ticks, grid lines): ends without caps, and laid on whole pixels where there are pixels.
    /// </summary>
    public bool IsRule { get; init; }
}

/// <summary>A filled polygon.</summary>
internal sealed record FillShape(IReadOnlyList<Point2> Points, Colour Colour) : Shape(Colour)
{
    public static FillShape Of(Box box, Colour colour) =>
        new([new(box.Left, box.Top), new(box.Right, box.Top), new(box.Right, box.Bottom), new(box.Left, box.Bottom)], colour);
}

/// <summary>A marker of one data point.</summary>
/// <param name="Kind">Its outline.</param>
/// <param name="Center">Where the point is.</param>
/// <param name="Radius">Of the circle; the other kinds look equally large.</param>
/// <param name="Colour">Of its inside.</param>
/// <param name="Halo">A thin edge that lifts it off what lies under it; null for none.</param>
internal sealed record MarkerShape(MarkerKind Kind, Point2 Center, double Radius, Colour Colour, Colour? Halo) : Shape(Colour)
{
    /// <summary>How far the halo reaches beyond the outline.</summary>
    public const double HaloWidth = 0.7;
}

/// <summary>Many round dots as one area: where they overlap they are no darker.</summary>
/// <param name="Centers">Where they are.</param>
/// <param name="Radius">Of each.</param>
/// <param name="Colour">Of the area.</param>
internal sealed record DotsShape(IReadOnlyList<Point2> Centers, double Radius, Colour Colour) : Shape(Colour);

/// <summary>Points that are part of a line and have no look of their own, but tell their values on request.</summary>
/// <param name="Name">Their series; empty if it has no name.</param>
/// <param name="Points">Where they are, and their values in words.</param>
internal sealed record ValuesShape(string Name, IReadOnlyList<(Point2 At, string Values)> Points) : Shape(default(Colour));

/// <summary>A picture of pixels, scaled to a box with sharp edges between them.</summary>
/// <param name="Box">What it fills.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rgba">Width · Height · 4 bytes: red, green, blue, opacity; row by row from the top.</param>
internal sealed record ImageShape(Box Box, int Width, int Height, byte[] Rgba) : Shape(default(Colour));

/// <summary>A line of text, level or (as on a y axis) running upwards.</summary>
/// <param name="Line">The glyphs and their size.</param>
/// <param name="Start">Where the baseline begins.</param>
/// <param name="Colour">Of the strokes.</param>
/// <param name="RunsUp">Whether the text is turned a quarter to the left.</param>
internal sealed record TextShape(TextLine Line, Point2 Start, Colour Colour, bool RunsUp = false) : Shape(Colour)
{
    /// <summary>What the ink may cover.</summary>
    public Box Bounds => RunsUp
        ? new(Start.X - Line.Ascent, Start.Y - Line.Width, Start.X + Line.Descent, Start.Y)
        : new(Start.X, Start.Y - Line.Ascent, Start.X + Line.Width, Start.Y + Line.Descent);
}
