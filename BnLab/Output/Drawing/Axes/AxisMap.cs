using BnLab.Results;

namespace BnLab.Output.Drawing.Axes;

/// <summary>Where values of an axis lie in the picture.</summary>
/// <param name="range">The values at the two ends.</param>
/// <param name="scale">What lies between.</param>
/// <param name="start">The place of range.Min.</param>
/// <param name="end">The place of range.Max.</param>
internal sealed class AxisMap(AxisRange range, AxisScale scale, double start, double end)
{
    private const double Far = 1e5; // units; values far outside the limits need no exact place

    // Halved, so that the distance of the two largest doubles is still finite.
    private readonly double _from = Measure(range.Min, scale);
    private readonly double _length = Measure(range.Max, scale) - Measure(range.Min, scale);

    public AxisRange Range => range;

    public bool IsLog => scale == AxisScale.Log;

    /// <summary>Whether a value has a place at all.</summary>
    public bool CanShow(double value) => double.IsFinite(value) && (scale == AxisScale.Linear || value > 0);

    /// <summary>The place of a value that can be shown.</summary>
    public double At(double value)
    {
        double part = (Measure(value, scale) - _from) / _length;
        double place = start + (part * (end - start));
        return Point2.Round(double.IsNaN(place) ? start : Math.Clamp(place, -Far, Far));
    }

    private static double Measure(double value, AxisScale scale) => scale == AxisScale.Log
        ? Math.Log10(Math.Clamp(value, AxisRange.SmallestLog, AxisRange.LargestLog))
        : value / 2;
}
