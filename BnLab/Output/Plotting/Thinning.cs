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

/// <summary>Cuts a line off at the sides of a rectangle and keeps its slope (Liang and Barsky): the floats of a picture do not hold points that are far away.</summary>
internal static class LineClipping
{
    /// <summary>The parts of a line within the rectangle; of a line of one point none.</summary>
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
/// The smooth line through a cloud of points: each value's mean with as many neighbours on either side. It begins and ends
/// where there are enough of them; a mean of fewer, or of one side only, would bend away from the cloud.
/// </summary>
internal static class RunningMean
{
    /// <summary>How many points a mean is taken of: one and as many on either side of it.</summary>
    public static int Window(LineSeries line) => (2 * (line.RunningMean / 2)) + 1;

    /// <summary>The means along each stretch of neighbouring points that can be shown.</summary>
    public static IEnumerable<(double X, double Y)[]> Of(LineSeries line, Axis x, Axis y)
    {
        int count = Math.Min(line.X.Count, line.Y.Count);
        return Stretches.Of(count, i => x.CanShow(line.X[i]) && y.CanShow(line.Y[i])).Select(run => run.GetOffsetAndLength(count)).Where(run => run.Length >= Window(line)).Select(run => Of(line, run.Offset, run.Length));
    }

    /// <summary>Each sum is that of the end of one block of a window's length and of the start of the next: nothing is subtracted, so a huge value spoils no later mean.</summary>
    private static (double X, double Y)[] Of(LineSeries line, int start, int count)
    {
        int window = Window(line);
        double[] parts = [.. line.Y.Skip(start).Take(count).Select(value => value / window)], fromStart = [.. parts], toEnd = [.. parts]; // of the block
        for (int i = 1; i < count; i++) if (i % window != 0) fromStart[i] += fromStart[i - 1];
        for (int i = count - 2; i >= 0; i--) if ((i + 1) % window != 0) toEnd[i] += toEnd[i + 1];
        return [.. Enumerable.Range(0, count - window + 1).Select(i => (line.X[start + i + (window / 2)], i % window == 0 ? toEnd[i] : toEnd[i] + fromStart[i + window - 1]))];
    }
}

/// <summary>The stretches of neighbouring points of which all have a place in the plot.</summary>
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
