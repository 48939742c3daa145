namespace BnLab.Numerics;

/// <summary>Student's t distribution, for confidence intervals of means of a few runs.</summary>
/// <remarks>Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4: exact sums for whole degrees of freedom.</remarks>
public static class StudentT
{
    /// <summary>The probability that |t| is at most a value.</summary>
    /// <param name="t">0 or more.</param>
    /// <param name="degrees">Degrees of freedom, 1 or more.</param>
    public static double ProbabilityWithin(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(degrees);
        double theta = Math.Atan(t / Math.Sqrt(degrees));
        double cosSquared = Math.Pow(Math.Cos(theta), 2);
        double sum = 0.0, term = degrees % 2 == 0 ? 1.0 : Math.Cos(theta);
        for (int k = degrees % 2 == 0 ? 2 : 3; k <= degrees; k += 2)
        {
            sum += term;
            term *= cosSquared * (k - 1) / k;
        }

        double part = Math.Sin(theta) * sum;
        return degrees % 2 == 0 ? part : 2.0 / Math.PI * (theta + part);
    }

    /// <summary>The value that |t| does not exceed with a probability.</summary>
    /// <param name="probability">From 0 to below 1.</param>
    /// <param name="degrees">Degrees of freedom, 1 or more.</param>
    public static double Bound(double probability, int degrees)
    {
        if (probability is not (>= 0.0 and < 1.0)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "From 0 to below 1.");
        double below = 0.0, above = 1.0;
        while (ProbabilityWithin(above, degrees) < probability) above *= 2.0;
        for (int i = 0; i < 100; i++)
        {
            double middle = 0.5 * (below + above);
            if (ProbabilityWithin(middle, degrees) < probability) below = middle;
            else above = middle;
        }

        return above;
    }
}
