namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// Draws thousands of points: one dot to a small cell, the stronger the more points the cell holds. Dots of one strength are
/// one shape, so the picture stays small however many points there are.
/// </summary>
internal static class DotCrowd
{
    private const double Cell = 1.4; // units
    private const double Single = 0.4; // opacity of one point
    private const int Levels = 6;

    public static IEnumerable<Shape> Of(IReadOnlyList<Point2> points, double radius, Colour colour)
    {
        Dictionary<(double, double), (Point2 First, int Count)> cells = [];
        foreach (Point2 p in points)
        {
            (double, double) cell = (Math.Floor(p.X / Cell), Math.Floor(p.Y / Cell));
            cells[cell] = cells.TryGetValue(cell, out var held) ? (held.First, held.Count + 1) : (p, 1);
        }

        return cells.Values.GroupBy(cell => Math.Min(cell.Count, Levels)).OrderBy(level => level.Key)
            .Select(level => new DotsShape([.. level.Select(cell => cell.First)], radius, colour.WithAlpha(Opacity(level.Key))));
    }

    /// <summary>As if so many clear dots lay on each other.</summary>
    private static byte Opacity(int count)
    {
        double clear = 1;
        for (int i = 0; i < count; i++) clear *= 1 - Single;
        return (byte)Math.Round(255 * (1 - clear));
    }
}
