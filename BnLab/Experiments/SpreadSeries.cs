namespace BnLab.Experiments;

/// <summary>Repeated measurements in a figure and in a table.</summary>
internal static class SpreadSeries
{
    /// <summary>The mean over the seeds as a line and, where there are several seeds, its 95 % band.</summary>
    public static IEnumerable<Series> Of(
        string name, int style, IReadOnlyList<double> x, IReadOnlyList<ConfidenceInterval> spreads, bool markers = true)
    {
        if (spreads.Any(spread => spread.Count > 1))
            yield return new BandSeries("", style, x, [.. spreads.Select(s => s.Low)], [.. spreads.Select(s => s.High)]);
        yield return new LineSeries(name, style, x, [.. spreads.Select(s => s.Mean)], HasMarkers: markers);
    }

    /// <summary>As people read it: <c>0.345</c>, and with several seeds <c>0.345 ± 0.012</c>.</summary>
    public static string Text(ConfidenceInterval spread, string format = "0.000")
    {
        string mean = Number(spread.Mean, format);
        return spread.Count == 1 ? mean : $"{mean} ± {Number(spread.HalfWidth, format)}";
    }

    /// <summary>
    /// A difference, and how sure it is: <c>+0.034 ± 0.014, 10 seeds</c>. Where the interval includes 0, it is not conclusive; a
    /// single seed says nothing about its spread.
    /// </summary>
    public static string Difference(ConfidenceInterval apart, string format = "0.000")
    {
        string mean = Signed(apart.Mean, format);
        if (apart.Count == 1) return $"{mean}, one seed, which says nothing about its spread";
        string seeds = apart.Least > 0.0 || apart.Most < 0.0 ? "" : "not conclusive over ";
        return string.Create(CultureInfo.InvariantCulture, $"{mean} ± {Number(apart.HalfWidth, format)}, {seeds}{apart.Count} seeds");
    }

    /// <summary>What a verdict asks of a difference: of its interval, where there are several seeds.</summary>
    public static string Limit(ConfidenceInterval apart, string side) => apart.Count == 1 ? side : $"95 % interval {side}";

    /// <summary>A number with its sign, unless it is rounded to 0: <c>+0.034</c>, <c>-0.034</c>, <c>0.000</c>.</summary>
    public static string Signed(double value, string format = "0.000") => value.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture);

    /// <summary>A place on a grid, for people: three digits.</summary>
    public static string Short(double place) => place.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Large numbers, which explode in a sweep now and then, in few digits.</summary>
    private static string Number(double value, string format) => value.ToString(
        Math.Abs(value) < 10_000 ? $"{format};-{format};{format}" : "0.0e+0", CultureInfo.InvariantCulture); // no sign where it is rounded to 0
}
