using BnLab.Results;

namespace BnLab.Output.Drawing.Axes;

/// <summary>From where to where an axis goes. Min is less than Max, both are finite, and on a log axis both are positive.</summary>
internal readonly record struct AxisRange(double Min, double Max)
{
    private const double Padding = 0.04; // so that no marker sits on the frame
    private const double Tiny = 1e-300; // below, doubles lose digits; such values are drawn as if they were zero
    private const double SameTo = 1e-12; // relative; values closer than this are drawn as equal

    /// <summary>The decades that ticks can name; values beyond are drawn at the end of a log axis.</summary>
    public const double SmallestLog = 1e-307, LargestLog = 1e308;

    /// <summary>The range for an axis and the values that it must show.</summary>
    public static AxisRange Of(Axis axis, IEnumerable<double> values)
    {
        bool log = axis.Scale == AxisScale.Log;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        double? min = Usable(axis.Min, log), max = Usable(axis.Max, log);
        if (min >= max) (min, max) = (null, null); // limits the wrong way round are no limits

        if (axis.Categories.Count > 0) (low, high) = (Math.Min(low, 0), Math.Max(high, axis.Categories.Count - 1));
        if (low > high) (low, high) = Empty(log, min, max);
        AxisRange range = log ? Logarithmic(low, high) : axis.Categories.Count > 0 ? Places(low, high) : Linear(low, high, Padding);
        if (axis.IsWhole && !log) range = range.AroundWholes(low, high);
        double from = min ?? range.Min, to = max ?? range.Max;
        if (from < to) return new(from, to);

        // One given limit, with all data beyond it.
        if (log) return min is null ? new(Math.Max(SmallestLog, to / 10), to) : new(from, Math.Min(LargestLog, from * 10));
        double span = Math.Max(1, Math.Abs(from) / 10);
        return min is null ? new(to - span, to) : new(from, from + span);
    }

    /// <summary>Whether a value lies between the ends, but for rounding.</summary>
    public bool Holds(double value)
    {
        const double Slack = 1e-9; // of the length
        double slack = Slack * (Max - Min);
        return value >= Min - slack && value <= Max + slack;
    }

    /// <summary>The range that two axes share.</summary>
    public AxisRange With(AxisRange other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));

    /// <summary>The range of so many cells or places, each one wide and centred at 0, 1, 2, …</summary>
    public static AxisRange OfPlaces(int count) => new(-0.5, Math.Max(1, count) - 0.5);

    /// <summary>From the smallest to the largest value without room around them; around a single value there is some.</summary>
    public static AxisRange Tight(double low, double high) => Linear(low, high, 0);

    /// <summary>
    /// The range for bars: they stand on its end without a gap; on a logarithmic axis, which has no zero to stand on, the
    /// lowest bar still has some height.
    /// </summary>
    /// <param name="ground">Where the bars begin.</param>
    /// <param name="axis">Whose range it is: given limits hold.</param>
    /// <param name="low">The smallest value shown.</param>
    /// <param name="high">The largest value shown.</param>
    public AxisRange StandingOn(double ground, Axis axis, double low, double high)
    {
        if (axis.Scale == AxisScale.Log)
            return axis.Min is null ? this with { Min = Math.Max(SmallestLog, Min / Math.Max(2, Math.Pow(Max / Min, 0.08))) } : this;
        if (axis.Min is null && low == ground && ground < Max) return this with { Min = ground };
        return axis.Max is null && high == ground && ground > Min ? this with { Max = ground } : this;
    }

    /// <summary>The range with empty room above, as a part (0 to 1) of the new height.</summary>
    public AxisRange WithHeadroom(double part, AxisScale scale)
    {
        double factor = part / (1 - part);
        double max = scale == AxisScale.Log
            ? Max * Math.Pow(Max / Min, factor)
            : Max + ((Max - Min) * factor);
        return double.IsFinite(max) && max > Max ? this with { Max = max } : this;
    }

    private static double? Usable(double? limit, bool log) =>
        limit is { } value && double.IsFinite(value) && (!log || value >= SmallestLog) ? value : null;

    private static (double Low, double High) Empty(bool log, double? min, double? max)
    {
        double low = min ?? (log ? (max ?? 1) / 10 : (max ?? 1) - 1);
        return (low, max ?? (log ? low * 10 : low + 1));
    }

    /// <summary>Half a place around the outermost categories; what lies outside of them is held too.</summary>
    private static AxisRange Places(double low, double high)
    {
        const double Half = 0.5;
        return new(low < -Half ? low - Half : -Half, double.IsInteger(high) ? high + Half : Math.Ceiling(high - Half) + Half);
    }

    /// <summary>An axis of whole numbers shows at least one of them, and around a single one no others.</summary>
    private AxisRange AroundWholes(double low, double high)
    {
        const double Exact = 1e15; // beyond, doubles have no halves
        if (Math.Max(Math.Abs(low), Math.Abs(high)) > Exact) return this;
        if (low == high && double.IsInteger(low)) return new(low - 0.5, high + 0.5);
        return Math.Floor(Max) >= Min ? this : new(Math.Floor(Min), Math.Ceiling(Max));
    }

    private static AxisRange Linear(double low, double high, double padding)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size < Tiny) return new(-1, 1);
        double span = high - low;
        if (span <= size * SameTo) (low, high, span) = (low - (size / 10), high + (size / 10), size / 5);
        if (!double.IsFinite(span)) return new(-double.MaxValue, double.MaxValue);
        return new(Math.Max(low - (span * padding), -double.MaxValue), Math.Min(high + (span * padding), double.MaxValue));
    }

    private static AxisRange Logarithmic(double low, double high)
    {
        (low, high) = (Math.Clamp(low, SmallestLog, LargestLog), Math.Clamp(high, SmallestLog, LargestLog));
        if (high / low <= 1 + SameTo) return new(Math.Max(SmallestLog, low / 2), Math.Min(LargestLog, high * 2));
        double pad = Math.Pow(10, (Math.Log10(high) - Math.Log10(low)) * Padding);
        return new(Math.Max(SmallestLog, low / pad), Math.Min(LargestLog, high * pad));
    }
}
