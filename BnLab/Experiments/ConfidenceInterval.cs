namespace BnLab.Experiments;

/// <summary>The mean of a figure over several seeds, and how sure it is.</summary>
/// <param name="Count">Runs.</param>
/// <param name="Mean">Their mean: NaN or infinite where one of them is.</param>
/// <param name="HalfWidth">
/// Half the width of the 95 % confidence interval of the mean, from Student's t distribution; NaN for a single run, which
/// says nothing about its spread.
/// </param>
internal readonly record struct ConfidenceInterval(int Count, double Mean, double HalfWidth)
{
    private const double Confidence = 0.95;

    /// <summary>The lower end of the interval.</summary>
    public double Low => Mean - HalfWidth;

    /// <summary>The upper end of the interval.</summary>
    public double High => Mean + HalfWidth;

    /// <summary>
    /// What a verdict takes the mean to be at least: the lower end of the interval; of a single run, which has none, its figure.
    /// </summary>
    public double Least => Count == 1 ? Mean : Low;

    /// <summary>What a verdict takes the mean to be at most.</summary>
    public double Most => Count == 1 ? Mean : High;

    /// <summary>The spread of some runs.</summary>
    public static ConfidenceInterval Of(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        if (values.Count < 2) return new(values.Count, mean, double.NaN);
        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1); // unbiased
        return new(values.Count, mean, StudentT.Bound(Confidence, values.Count - 1) * Math.Sqrt(variance / values.Count));
    }
}
