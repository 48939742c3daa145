namespace BnLab.Experiments;

/// <summary>The mean of a measurement over several seeds, and its 95 % confidence interval.</summary>
/// <param name="Mean">NaN or infinite where one of the values is.</param>
/// <param name="HalfWidth">Half the interval's width, from Student's t distribution; NaN for a single run.</param>
internal readonly record struct ConfidenceInterval(int Count, double Mean, double HalfWidth)
{
    private const double Confidence = 0.95;

    public double Low => Mean - HalfWidth;

    public double High => Mean + HalfWidth;

    /// <summary>The lower bound that a verdict uses: the end of the interval, or the value of a single run.</summary>
    public double Least => Count == 1 ? Mean : Low;

    public double Most => Count == 1 ? Mean : High;

    public static ConfidenceInterval Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        if (values.Count < 2) return new(values.Count, mean, double.NaN);
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1); // unbiased
        return new(values.Count, mean, StudentT.Bound(Confidence, values.Count - 1) * Math.Sqrt(variance / values.Count));
    }
}

/// <summary>Repeated measurements in figures, tables and verdicts.</summary>
internal static class SpreadSeries
{
    /// <summary>The mean over the seeds as a line, with its 95 % band where there are several seeds.</summary>
    public static IEnumerable<Series> Of(
        string name, int style, IReadOnlyList<double> x, IReadOnlyList<ConfidenceInterval> spreads, bool markers = true)
    {
        if (spreads.Any(spread => spread.Count > 1))
            yield return new BandSeries("", style, x, [.. spreads.Select(s => s.Low)], [.. spreads.Select(s => s.High)]);
        yield return new LineSeries(name, style, x, [.. spreads.Select(s => s.Mean)], HasMarkers: markers);
    }

    /// <summary><c>0.345</c>, and with several seeds <c>0.345 ± 0.012</c>.</summary>
    public static string Text(ConfidenceInterval spread, string format = "0.000")
    {
        string mean = Number(spread.Mean, format);
        return spread.Count == 1 ? mean : $"{mean} ± {Number(spread.HalfWidth, format)}";
    }

    /// <summary><c>+0.034 ± 0.014, 10 seeds</c>; not conclusive where the interval includes 0.</summary>
    public static string Difference(ConfidenceInterval apart, string format = "0.000")
    {
        string mean = Signed(apart.Mean, format);
        if (apart.Count == 1) return $"{mean}, one seed, which says nothing about its spread";
        string seeds = apart.Least > 0.0 || apart.Most < 0.0 ? "" : "not conclusive over ";
        return string.Create(CultureInfo.InvariantCulture, $"{mean} ± {Number(apart.HalfWidth, format)}, {seeds}{apart.Count} seeds");
    }

    /// <summary>The limit that a verdict prints: with several seeds, it is one on the interval.</summary>
    public static string Limit(ConfidenceInterval apart, string side) => apart.Count == 1 ? side : $"95 % interval {side}";

    /// <summary>A number with its sign, unless it is rounded to 0: <c>+0.034</c>, <c>-0.034</c>, <c>0.000</c>.</summary>
    public static string Signed(double value, string format = "0.000") => value.ToString($"+{format};-{format};{format}", CultureInfo.InvariantCulture);

    public static string Short(double place) => place.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Values of 10,000 and more, as after a divergence, in few digits.</summary>
    private static string Number(double value, string format) => value.ToString(
        Math.Abs(value) < 10_000 ? $"{format};-{format};{format}" : "0.0e+0", CultureInfo.InvariantCulture); // no sign where it is rounded to 0
}

/// <summary>Claims about the sign of a difference: its interval over the seeds decides.</summary>
internal static class Claim
{
    public static Verdict Above(string claim, string measured, ConfidenceInterval apart) =>
        new(claim, measured, SpreadSeries.Limit(apart, "above 0"), apart.Least > 0.0);

    public static Verdict Below(string claim, string measured, ConfidenceInterval apart) =>
        new(claim, measured, SpreadSeries.Limit(apart, "below 0"), apart.Most < 0.0);
}
