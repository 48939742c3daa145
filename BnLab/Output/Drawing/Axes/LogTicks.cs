using System.Globalization;

namespace BnLab.Output.Drawing.Axes;

/// <summary>
/// Ticks of a logarithmic axis: at powers of ten, at 1, 2 and 5 times those where the axis spans few, and at even steps
/// where it spans less than that.
/// </summary>
internal static class LogTicks
{
    private const int MostDecadesWithMinors = 20;

    /// <param name="range">From where to where the axis goes.</param>
    /// <param name="most">About how many ticks there is room for.</param>
    /// <param name="isWhole">Whether fractions have no ticks.</param>
    public static AxisTicks Find(AxisRange range, int most, bool isWhole = false)
    {
        if (!isWhole) return Find(range, most);
        AxisTicks all = Find(range, most);
        AxisTicks whole = all with
        {
            Major = [.. all.Major.Where(tick => double.IsInteger(tick.Value))],
            Minor = [.. all.Minor.Where(double.IsInteger)],
        };
        AxisTicks even = LinearTicks.Find(range, most, isWhole: true);
        return whole.Major.Count < 2 && even.Major.Count > whole.Major.Count ? even : whole;
    }

    private static AxisTicks Find(AxisRange range, int most)
    {
        int low = PowerOfTen.FloorLog(range.Min), high = PowerOfTen.FloorLog(range.Max);
        int[] decades = [.. Enumerable.Range(low, high - low + 1).Where(e => Inside(range, PowerOfTen.Of(e)))];
        if (decades.Length >= 3 || (decades.Length == 2 && most < 6)) return AtDecades(range, decades, most, low, high);

        Tick[] ticks = [.. Multiples(low, high, [1, 2, 5]).Where(t => Inside(range, PowerOfTen.Times(t.Count, t.Exponent)))
            .Select(t => new Tick(PowerOfTen.Times(t.Count, t.Exponent), Label(t.Count, t.Exponent)))];
        if (ticks.Length >= 3 && ticks.Length <= Math.Max(3, most)) return new(ticks, Minors(range, low, high, ticks), "");
        if (decades.Length == 2) return AtDecades(range, decades, most, low, high);

        AxisTicks even = LinearTicks.Find(range, most);
        Tick[] positive = [.. even.Major.Where(tick => tick.Value > 0)];
        return positive.Length > ticks.Length ? even with { Major = positive } : new(ticks, Minors(range, low, high, ticks), "");
    }

    private static AxisTicks AtDecades(AxisRange range, int[] decades, int most, int low, int high)
    {
        int step = 1;
        foreach (int candidate in (int[])[1, 2, 3, 5, 10, 20, 50, 100, 200, 500])
        {
            step = candidate;
            if (decades.Count(e => e % step == 0) <= Math.Max(1, most)) break;
        }

        Tick[] ticks = [.. decades.Where(e => e % step == 0).Select(e => new Tick(PowerOfTen.Of(e), Power(e)))];
        return new(ticks, Minors(range, low, high, ticks), "");
    }

    /// <summary>2 to 9 times each decade, or the decades themselves where there are too many for that.</summary>
    private static double[] Minors(AxisRange range, int low, int high, Tick[] majors)
    {
        int[] counts = high - low > MostDecadesWithMinors ? [1] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
        if (high - low > 5 * MostDecadesWithMinors) return [];
        HashSet<double> labelled = [.. majors.Select(tick => tick.Value)];
        return
        [
            .. Multiples(low, high, counts).Select(t => PowerOfTen.Times(t.Count, t.Exponent))
                .Where(value => Inside(range, value) && !labelled.Contains(value)),
        ];
    }

    private static IEnumerable<(int Count, int Exponent)> Multiples(int low, int high, int[] counts) =>
        Enumerable.Range(low, high - low + 1).SelectMany(e => counts.Select(count => (count, e)));

    private static bool Inside(AxisRange range, double value)
    {
        const double Slack = 1e-9; // a limit of 0.3 shows the tick 0.3
        return value >= range.Min * (1 - Slack) && value <= range.Max * (1 + Slack);
    }

    private static string Power(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => $"10^{{{TickLabels.Signed(exponent)}}}",
    };

    private static string Label(int count, int exponent) => exponent switch
    {
        >= -3 and <= 4 => PowerOfTen.Times(count, exponent).ToString(CultureInfo.InvariantCulture),
        _ => count == 1 ? Power(exponent) : $"{count}×{Power(exponent)}",
    };
}
