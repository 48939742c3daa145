using BnLab.Results;

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
        for (int start = 0, end; start < count; start = end + 1)
        {
            for (end = start; end < count && x.CanShow(line.X[end]) && y.CanShow(line.Y[end]);) end++;
            if (end - start >= Window(line)) yield return Of(line, start, end - start);
        }
    }

    private static (double X, double Y)[] Of(LineSeries line, int start, int count)
    {
        int window = Window(line);
        var sums = new double[count + 1]; // of parts of the mean of all: sums of the largest doubles would overflow
        for (int i = 0; i < count; i++) sums[i + 1] = sums[i] + (line.Y[start + i] / count);
        return [.. Enumerable.Range(0, count - window + 1).Select(i => (line.X[start + i + (window / 2)], (sums[i + window] - sums[i]) * ((double)count / window)))];
    }
}
