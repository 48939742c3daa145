using ScottPlot;

namespace BnLab.Output.Plotting;

/// <summary>
/// What can be seen of very many points: of those that fall into one narrow column, or for markers into one small cell, the
/// outermost. Series of up to <see cref="Many"/> points stay as they are.
/// </summary>
internal sealed class Thinning(CoordinateRange x, CoordinateRange y, PixelSize room)
{
    private const int Many = 2000;
    private const double CellSize = 1.4, ColumnWidth = 0.5; // units

    /// <summary>About how much of each axis one unit of the sheet is.</summary>
    public (double X, double Y) Unit { get; } = (x.Length / room.Width, y.Length / room.Height);

    /// <summary>The width of a column in coordinates.</summary>
    public double Column => ColumnWidth * Unit.X;

    public static bool IsMany(int count) => count > Many;

    /// <summary>Of neighbours in one column the first, lowest, highest and last: the drawn line stays the same.</summary>
    public Coordinates[] Line(Coordinates[] points)
    {
        if (!IsMany(points.Length)) return points;
        List<Coordinates> kept = [];
        for (int start = 0, end; start < points.Length; start = end)
        {
            (int low, int high) = (start, start);
            for (end = start + 1; end < points.Length && ColumnOf(points[end]) == ColumnOf(points[start]); end++)
            {
                if (points[end].Y < points[low].Y) low = end;
                if (points[end].Y > points[high].Y) high = end;
            }

            kept.AddRange(new SortedSet<int> { start, low, high, end - 1 }.Select(i => points[i]));
        }

        return [.. kept];
    }

    /// <summary>One of the markers in each cell.</summary>
    public Coordinates[] Markers(Coordinates[] points) => IsMany(points.Length)
        ? [.. points.DistinctBy(point => (Math.Floor((point.X - x.Min) / (CellSize * Unit.X)), Math.Floor((point.Y - y.Min) / (CellSize * Unit.Y))))]
        : points;

    private double ColumnOf(Coordinates point) => Math.Floor((point.X - x.Min) / Column);
}
