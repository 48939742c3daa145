namespace BnLab.Output.Plotting;

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
    public static IEnumerable<Range> Of(int count, Func<int, bool> hasPlace)
    {
        for (int start = 0, end; start < count; start = end + 1)
        {
            for (end = start; end < count && hasPlace(end);) end++;
            if (end > start) yield return start..end;
        }
    }
}
