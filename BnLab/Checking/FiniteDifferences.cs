namespace BnLab.Checking;

/// <summary>
/// The slope of a function at one element, measured so that neither curvature nor a kink beside the element spoils it.
/// </summary>
/// <param name="Centred">
/// From both sides, with the steps h and 2h, from which h² is eliminated (Richardson's extrapolation): right to h⁴ where the
/// function is smooth.
/// </param>
/// <param name="Right">From x, x + h and x + 2h: right to h² where a kink is on the left.</param>
/// <param name="Left">From x, x - h and x - 2h: right to h² where a kink is on the right.</param>
internal readonly record struct FiniteDifferences(double Centred, double Right, double Left)
{
    /// <summary>Measures the slopes at one element.</summary>
    /// <param name="x">The element; moved, and put back.</param>
    /// <param name="outputs">The layer's outputs, computed anew at every call.</param>
    /// <param name="dy">The upstream gradient, of the outputs' shape.</param>
    /// <param name="h">The step.</param>
    public static FiniteDifferences At(ref double x, Func<Matrix<double>> outputs, Matrix<double> dy, double h)
    {
        double old = x;
        var here = outputs().Clone(); // layers reuse their own
        x = old + h;
        double above = NumericalGradient.WeightedDifference(outputs(), here, dy);
        x = old + (2.0 * h);
        double farAbove = NumericalGradient.WeightedDifference(outputs(), here, dy);
        x = old - h;
        double below = NumericalGradient.WeightedDifference(outputs(), here, dy);
        x = old - (2.0 * h);
        double farBelow = NumericalGradient.WeightedDifference(outputs(), here, dy);
        x = old;
        return new(
            ((8.0 * (above - below)) - (farAbove - farBelow)) / (12.0 * h),
            ((4.0 * above) - farAbove) / (2.0 * h),
            (farBelow - (4.0 * below)) / (2.0 * h));
    }
}
