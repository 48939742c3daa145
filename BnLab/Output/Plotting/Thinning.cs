using ScottPlot;

namespace BnLab.Output.Plotting;

/// <summary>
/// Keeps what can be seen of very many points: the outermost of those in one narrow column, or one of the markers in a small
/// cell. Series of up to <see cref="Many"/> points stay as they are.
/// </summary>
internal sealed class Thinning(CoordinateRange x, CoordinateRange y, PixelSize room)
{
    private const int Many = 2000;
    private const double CellSize = 1.4, ColumnWidth = 0.5; // units

    /// <summary>About how much of each axis is one unit of the sheet.</summary>
    public (double X, double Y) Unit { get; } = (x.Length / room.Width, y.Length / room.Height);

    /// <summary>In coordinates.</summary>
    public double Column => ColumnWidth * Unit.X;

    public static bool IsMany(int count) => count > Many;

    /// <summary>Keeps the first, lowest, highest and last of neighbours in one column: the drawn line stays the same.</summary>
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

    /// <summary>Keeps one marker in each cell.</summary>
    public Coordinates[] Markers(Coordinates[] points) => IsMany(points.Length)
        ? [.. points.DistinctBy(point => (Math.Floor((point.X - x.Min) / (CellSize * Unit.X)), Math.Floor((point.Y - y.Min) / (CellSize * Unit.Y))))]
        : points;

    private double ColumnOf(Coordinates point) => Math.Floor((point.X - x.Min) / Column);
}

/// <summary>Clips lines to a rectangle and keeps their slope (Liang and Barsky), because Skia's floats cannot hold points that are far away.</summary>
internal static class LineClipping
{
    /// <summary>The parts of a line within the rectangle; none of a line of one point.</summary>
    public static IEnumerable<Coordinates[]> Clip(Coordinates[] line, CoordinateRange x, CoordinateRange y)
    {
        List<Coordinates> part = [];
        for (int i = 1; i < line.Length; i++)
        {
            if (Clip(line[i - 1], line[i], x, y) is not { } inside) continue;
            if (part.Count > 0 && part[^1] != inside.From)
            {
                yield return [.. part];
                part.Clear();
            }

            if (part.Count == 0) part.Add(inside.From);
            part.Add(inside.To);
        }

        if (part.Count > 0) yield return [.. part];
    }

    private static (Coordinates From, Coordinates To)? Clip(Coordinates from, Coordinates to, CoordinateRange x, CoordinateRange y)
    {
        double enter = 0, leave = 1, dx = to.X - from.X, dy = to.Y - from.Y;
        foreach ((double outward, double room) in ((double, double)[])[(-dx, from.X - x.Min), (dx, x.Max - from.X), (-dy, from.Y - y.Min), (dy, y.Max - from.Y)])
        {
            if (outward < 0) enter = Math.Max(enter, room / outward);
            else if (outward > 0) leave = Math.Min(leave, room / outward);
            else if (room < 0) return null;
        }

        if (enter > leave) return null;
        return (enter == 0 ? from : At(enter), leave == 1 ? to : At(leave));

        Coordinates At(double part) => new(from.X + (part * dx), from.Y + (part * dy));
    }
}

/// <summary>
/// A centred running mean of a cloud of points. It begins and ends where the window is full: a mean of fewer points, or of
/// one side only, would bend away from the cloud.
/// </summary>
internal static class RunningMean
{
    /// <summary>An odd number: a point and as many on either side of it.</summary>
    public static int Window(LineSeries line) => (2 * (line.RunningMean / 2)) + 1;

    /// <summary>The means of each stretch of neighbouring points that can be shown.</summary>
    public static IEnumerable<(double X, double Y)[]> Of(LineSeries line, Axis x, Axis y)
    {
        int count = Math.Min(line.X.Count, line.Y.Count);
        return Stretches.Of(count, i => x.CanShow(line.X[i]) && y.CanShow(line.Y[i])).Select(run => run.GetOffsetAndLength(count))
            .Where(run => run.Length >= Window(line)).Select(run => Of(line, run.Offset, run.Length));
    }

    /// <summary>
    /// Each sum is that of the end of one block, as long as a window, and of the start of the next. Nothing is subtracted, so a
    /// huge value spoils no later mean.
    /// </summary>
    private static (double X, double Y)[] Of(LineSeries line, int start, int count)
    {
        int window = Window(line);
        double[] parts = [.. line.Y.Skip(start).Take(count).Select(value => value / window)];
        double[] fromStart = [.. parts], toEnd = [.. parts]; // sums from the start and to the end of the block
        for (int i = 1; i < count; i++) if (i % window != 0) fromStart[i] += fromStart[i - 1];
        for (int i = count - 2; i >= 0; i--) if ((i + 1) % window != 0) toEnd[i] += toEnd[i + 1];
        return
        [
            .. Enumerable.Range(0, count - window + 1)
                .Select(i => (line.X[start + i + (window / 2)], i % window == 0 ? toEnd[i] : toEnd[i] + fromStart[i + window - 1])),
        ];
    }
}

/// <summary>The longest runs of neighbouring points that the plot can show.</summary>
internal static class Stretches
{
    public static IEnumerable<System.Range> Of(int count, Func<int, bool> hasPlace)
    {
        for (int start = 0, end; start < count; start = end + 1)
        {
            for (end = start; end < count && hasPlace(end);) end++;
            if (end > start) yield return start..end;
        }
    }
}
