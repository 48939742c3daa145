namespace BnLab.Tests.Output.Plotting;

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
