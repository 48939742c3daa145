namespace BnLab.Output.Drawing.Layout;

/// <summary>Cuts a polygon at the edges of a box, one edge after the other (Sutherland and Hodgman's algorithm).</summary>
internal static class PolygonClipping
{
    /// <summary>
    /// The part of the polygon inside the box; empty where there is none. Parts that the box separates stay joined along its
    /// edges, which a filled area does not show.
    /// </summary>
    public static IReadOnlyList<Point2> Clip(IReadOnlyList<Point2> corners, Box box)
    {
        IReadOnlyList<Point2> kept = corners;
        kept = Cut(kept, p => p.X - box.Left);
        kept = Cut(kept, p => box.Right - p.X);
        kept = Cut(kept, p => p.Y - box.Top);
        return Cut(kept, p => box.Bottom - p.Y);
    }

    /// <summary>The area of a polygon that does not cross itself.</summary>
    public static double Area(IReadOnlyList<Point2> corners)
    {
        double twice = 0;
        for (int i = 0; i < corners.Count; i++)
        {
            Point2 a = corners[i], b = corners[(i + 1) % corners.Count];
            twice += (a.X * b.Y) - (b.X * a.Y);
        }

        return Math.Abs(twice) / 2;
    }

    /// <summary>Keeps the side of an edge on which the distance is not negative.</summary>
    private static List<Point2> Cut(IReadOnlyList<Point2> corners, Func<Point2, double> distance)
    {
        List<Point2> kept = [];
        for (int i = 0; i < corners.Count; i++)
        {
            Point2 from = corners[i], to = corners[(i + 1) % corners.Count];
            double start = distance(from), end = distance(to);
            if (start >= 0) kept.Add(from);
            if (start >= 0 != end >= 0) kept.Add((from + ((to - from) * (start / (start - end)))).Rounded());
        }

        return kept;
    }
}
