namespace BnLab.Tests.Output.Plotting;

/// <summary>A rectangle in an SVG's coordinates: y grows downwards.</summary>
internal readonly record struct SvgBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public (double X, double Y) Center => ((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>The smallest box around some points.</summary>
    public static SvgBox Around(IReadOnlyCollection<(double X, double Y)> points) =>
        new(points.Min(p => p.X), points.Min(p => p.Y), points.Max(p => p.X), points.Max(p => p.Y));

    public bool Overlaps(SvgBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Contains((double X, double Y) point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

    public bool Contains(SvgBox other) => Contains((other.Left, other.Top)) && Contains((other.Right, other.Bottom));

    public SvgBox Grown(double by) => new(Left - by, Top - by, Right + by, Bottom + by);

    /// <summary>A box of the same size in a corner of this one.</summary>
    public SvgBox InCorner(SvgBox box, bool right, bool top)
    {
        (double left, double above) = (right ? Right - box.Width : Left, top ? Top : Bottom - box.Height);
        return new(left, above, left + box.Width, above + box.Height);
    }
}

/// <summary>Whether a box covers data of a picture.</summary>
internal static class DataCover
{
    private const double Step = 0.5; // units, along a line

    /// <summary>Whether a marker, a part of a line or a part of an area is inside a box.</summary>
    public static bool Covers(SvgPicture picture, SvgBox box) => picture.Shapes.Any(shape => shape.Kind switch
    {
        SvgShapeKind.Marker => box.Contains(shape.Box.Center),
        SvgShapeKind.Crowd => shape.Points.Any(box.Contains),
        SvgShapeKind.Line or SvgShapeKind.Rule => IsCrossed(shape.Points, box),
        SvgShapeKind.Band or SvgShapeKind.Bars => IsCrossed(shape.Points, box) || Grid(box).Any(point => IsInside(point, shape.Points)),
        _ => false,
    });

    private static bool IsCrossed(IReadOnlyList<(double X, double Y)> points, SvgBox box) => points.Zip(points.Skip(1)).Any(segment =>
    {
        var ((x, y), (toX, toY)) = segment;
        if (!SvgBox.Around([segment.First, segment.Second]).Grown(1e-9).Overlaps(box)) return false;
        int steps = (int)(Math.Max(Math.Abs(toX - x), Math.Abs(toY - y)) / Step) + 1;
        return Enumerable.Range(0, steps + 1).Any(i => box.Contains((x + ((toX - x) * i / steps), y + ((toY - y) * i / steps))));
    });

    private static IEnumerable<(double X, double Y)> Grid(SvgBox box) =>
        from i in Enumerable.Range(0, 21)
        from j in Enumerable.Range(0, 21)
        select (box.Left + (box.Width * i / 20), box.Top + (box.Height * j / 20));

    /// <summary>Whether a ray from the point crosses the outline an odd number of times.</summary>
    private static bool IsInside((double X, double Y) point, IReadOnlyList<(double X, double Y)> outline)
    {
        bool isInside = false;
        for (int i = 0, j = outline.Count - 1; i < outline.Count; j = i++)
        {
            var ((x, y), (toX, toY)) = (outline[i], outline[j]);
            if (y > point.Y != toY > point.Y && point.X < x + ((toX - x) * (point.Y - y) / (toY - y))) isInside = !isInside;
        }

        return isInside;
    }
}
