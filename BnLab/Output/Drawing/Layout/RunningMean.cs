using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// The smooth line through a cloud of points: each value's mean with as many neighbours on either side. It begins and ends
/// where there are enough of them; a mean of fewer, or of one side only, would bend away from the cloud.
/// </summary>
internal static class RunningMean
{
    /// <summary>How many points a mean is taken of: one and as many on either side of it.</summary>
    public static int Window(LineSeries series) => (2 * (Math.Max(0, series.RunningMean) / 2)) + 1;

    /// <param name="indices">Neighbouring points of the series, all of which can be shown.</param>
    /// <param name="series">Whose values they are.</param>
    /// <param name="area">Where they are drawn.</param>
    public static Point2[] Of(IReadOnlyList<int> indices, LineSeries series, PlotArea area)
    {
        int count = indices.Count, side = Window(series) / 2;
        var parts = new double[count + 1]; // of the mean of all: sums of the largest doubles would overflow
        for (int i = 0; i < count; i++) parts[i + 1] = parts[i] + (series.Y[indices[i]] / count);
        double whole = (double)count / Window(series);
        var means = new Point2[Math.Max(0, count - (2 * side))];
        for (int i = 0; i < means.Length; i++)
        {
            double mean = (parts[i + (2 * side) + 1] - parts[i]) * whole;
            means[i] = new(area.X.At(series.X[indices[i + side]]), area.Y.At(mean));
        }

        return means;
    }
}
