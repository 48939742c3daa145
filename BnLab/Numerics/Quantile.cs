namespace BnLab.Numerics;

/// <summary>Quantiles of a sample, with straight lines between its values: NumPy's <c>quantile</c>.</summary>
public static class Quantile
{
    /// <summary>The value that a part of the sample lies below.</summary>
    /// <param name="sorted">At least one value, in ascending order.</param>
    /// <param name="part">From 0, the smallest value, to 1, the largest.</param>
    public static double Of(ReadOnlySpan<double> sorted, double part)
    {
        if (part is not (>= 0.0 and <= 1.0)) throw new ArgumentOutOfRangeException(nameof(part), part, "From 0 to 1.");
        double place = part * (sorted.Length - 1);
        int below = (int)place;
        int above = int.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
