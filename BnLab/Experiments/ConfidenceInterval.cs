namespace BnLab.Experiments;

/// <summary>The mean of a measurement over repetitions, and its 95 % confidence interval, from Student's t distribution.</summary>
/// <param name="Count">Repetitions: seeds, most often.</param>
/// <param name="Mean">NaN or infinite where one of the values is.</param>
/// <param name="Spread">The standard deviation of a repetition (unbiased variance); NaN for a single one.</param>
internal readonly record struct ConfidenceInterval(int Count, double Mean, double Spread)
{
    public const double Confidence = 0.95;

    /// <summary>Variance of the mean that more repetitions do not lessen: that of the images, which all repetitions share.</summary>
    public double SharedVariance { get; init; }

    /// <summary>Degrees of freedom of <see cref="Spread"/>.</summary>
    public int SpreadDegrees { get; init; } = Count - 1;

    /// <summary>Whether the values are logarithms of ratios.</summary>
    public bool IsRatio { get; init; }

    /// <summary>What is repeated.</summary>
    public string Repeated { get; init; } = "seeds";

    public double StandardError => Math.Sqrt((Spread * Spread / Count) + SharedVariance);

    /// <summary>Half the interval's width; NaN for a single repetition.</summary>
    public double HalfWidth => Count < 2 ? double.NaN : StudentT.Bound(Confidence, Degrees) * StandardError;

    public double Low => Mean - HalfWidth;

    public double High => Mean + HalfWidth;

    /// <summary>
    /// Satterthwaite's degrees of freedom, rounded down: the images are so many that theirs count as infinite. Of two seeds the formula makes too
    /// narrow an interval, and one degree is taken.
    /// </summary>
    public int Degrees
    {
        get
        {
            const double Most = 10_000; // beyond which it is a normal distribution
            double own = Spread * Spread / Count, all = own + SharedVariance;
            return Count == 2 ? 1
                : SharedVariance == 0.0 ? SpreadDegrees
                : own == 0.0 ? (int)Most
                : (int)Math.Min(Most, SpreadDegrees * (all / own) * (all / own));
        }
    }

    public static ConfidenceInterval Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        if (values.Count < 2) return new(values.Count, mean, double.NaN);
        return new(values.Count, mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)));
    }

    /// <summary>The mean of a measurement over seeds and images, where every seed has the same images and both are samples of more.</summary>
    /// <remarks>
    /// Two-way analysis of variance without replication: the mean has the variance (MS(seeds) + MS(images) - MS(rest)) / (seeds · images).
    /// </remarks>
    /// <param name="values">(seeds, images).</param>
    public static ConfidenceInterval OfImages(IReadOnlyList<double[]> values)
    {
        int seeds = values.Count, images = values[0].Length;
        double[] bySeed = [.. values.Select(row => row.Average())];
        var alone = Of(bySeed);
        if (seeds < 2 || images < 2) return alone;
        double ofImages = 0.0, rest = 0.0; // sums of squares
        for (int i = 0; i < images; i++)
        {
            double image = values.Average(row => row[i]);
            ofImages += seeds * (image - alone.Mean) * (image - alone.Mean);
            for (int s = 0; s < seeds; s++) rest += Math.Pow(values[s][i] - bySeed[s] - image + alone.Mean, 2);
        }

        double meanRest = rest / (seeds - 1) / (images - 1), shared = ((ofImages / (images - 1)) - meanRest) / seeds / images;

        // Few seeds may look alike by chance; their means vary at least by what is left over a seed's images.
        var both = alone with { SharedVariance = Math.Max(0.0, shared) };
        return alone.Spread * alone.Spread >= meanRest / images ? both : both with { Spread = Math.Sqrt(meanRest / images), SpreadDegrees = (seeds - 1) * (images - 1) };
    }
}

/// <summary>Repeated measurements in figures and tables.</summary>
internal static class SpreadSeries
{
    /// <summary>How far points of two nets are from the middle of their category.</summary>
    public const double Aside = 0.1;

    private const double HalfBox = 0.04;

    /// <summary>The mean over the seeds as a line, with its 95 % band where there are several seeds; of logarithms their powers, as logarithmic axes need.</summary>
    public static IEnumerable<Series> Of(
        string name, int style, IReadOnlyList<double> x, IReadOnlyList<ConfidenceInterval> spreads, bool markers = true)
    {
        if (spreads.Any(spread => spread.Count > 1))
            yield return new BandSeries("", style, x, Ends(s => s.Low), Ends(s => s.High));
        yield return new LineSeries(name, style, x, Ends(s => s.Mean), HasMarkers: markers);

        double[] Ends(Func<ConfidenceInterval, double> end) => [.. spreads.Select(s => s.IsRatio ? Math.Exp(end(s)) : end(s))];
    }

    /// <summary>Means as points, each in a box from the lower end of its 95 % interval to the upper one.</summary>
    public static IEnumerable<Series> Points(string name, int style, IReadOnlyList<double> x, IReadOnlyList<ConfidenceInterval> spreads) =>
    [
        .. from point in x.Zip(spreads)
           let spread = point.Second
           where !double.IsNaN(spread.HalfWidth)
           select new BandSeries("", style, [point.First - HalfBox, point.First + HalfBox], [spread.Low, spread.Low], [spread.High, spread.High]),
        new LineSeries(name, style, x, [.. spreads.Select(s => s.Mean)], HasLine: false),
    ];

    /// <summary><c>0.345</c>, and with several seeds <c>0.345 ± 0.012</c>.</summary>
    public static string Text(ConfidenceInterval spread, string format = "0.000")
    {
        string mean = Number(spread.Mean, format);
        return spread.Count == 1 ? mean : $"{mean} ± {Number(spread.HalfWidth, format)}";
    }

    public static string Short(double place) => place.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>Values of 10,000 and more, as after a divergence, in few digits.</summary>
    private static string Number(double value, string format) => value.ToString(
        Math.Abs(value) < 10_000 ? $"{format};-{format};{format}" : "0.0e+0", CultureInfo.InvariantCulture); // no sign where it is rounded to 0
}
