namespace BnLab.Checking;

/// <summary>
/// A second look at elements whose gradients are further apart than the limit: is it the analytical one that is wrong,
/// or the numerical one?
/// </summary>
/// <remarks>
/// A difference quotient errs in two ways. It loses what rounding takes from the outputs, about ε · |output| / h, which
/// is much for an element whose gradient is tiny. And it takes a chord for the tangent: where the function bends sharply
/// or has a kink (ReLU) within h, the chord is not the tangent. So a right gradient agrees, up to the rounding, with the
/// quotient at h, or with one of the <see cref="FiniteDifferences"/> at h or a smaller step. A wrong one agrees with none,
/// unless it is wrong by less than the rounding of the numerical gradient, or by just as much as one of these slopes.
/// </remarks>
/// <param name="Error">The largest relative error that neither rounding nor the step explains; NaN where a gradient is.</param>
/// <param name="Rounding">How many elements agree up to the rounding of the numerical gradient.</param>
/// <param name="Bends">How many agree only where curvature and kinks are kept out.</param>
/// <param name="Wrong">How many agree with nothing.</param>
internal sealed record NumericalErrorAnalysis(double Error, int Rounding, int Bends, int Wrong)
{
    private const double Ulp = 2.220446049250313e-16; // of 1.0
    private const double LargestNoise = 1e-8;         // what RelativeError takes for zero
    private const double SmallestStep = 7e-8;         // h / 128; below, rounding leaves nothing

    /// <summary>What the look has shown, in a sentence without a full stop.</summary>
    public string Note
    {
        get
        {
            var parts = new List<string>();
            if (Wrong > 0) parts.Add($"elements that disagree at every step: {Text(Wrong)}");
            if (Rounding > 0) parts.Add($"elements whose gradient is so small that the rounding of the numerical one exceeds the limit: {Text(Rounding)}");
            if (Bends > 0) parts.Add($"elements where the function bends within the step (a kink of ReLU, a variance near eps), and which agree where that is kept out: {Text(Bends)}");
            return string.Join("; ", parts);
        }
    }

    /// <summary>Looks again at all elements of an input's gradients beyond its limit; the numerical one has the step h.</summary>
    public static NumericalErrorAnalysis At(
        GradientCase subject, CheckedInput input, Matrix<double> numerical, Matrix<double> analytical, double h)
    {
        var look = new NumericalErrorAnalysis(0.0, 0, 0, 0);
        double size = Size(subject.Forward() * subject.Dy);
        double noise = Math.Min(LargestNoise, Noise(size, Math.Min(h, NumericalGradient.DefaultStep)));
        for (int r = 0; r < numerical.Rows; r++)
        {
            for (int c = 0; c < numerical.Columns; c++)
            {
                bool agrees = RelativeError.Of(numerical[r, c], analytical[r, c]) <= input.Limit;
                double left = RelativeError.Of(numerical[r, c], analytical[r, c], noise);
                look = look.And(
                    agrees ? new(left, 0, 0, 0)
                    : left <= input.Limit ? new(left, 1, 0, 0)
                    : Again(subject, ref input.Value[r, c], numerical[r, c], analytical[r, c], input.Limit, size, noise, h));
            }
        }

        return look;
    }

    /// <summary>
    /// What rounding may take from a difference quotient: three units in the last place of the outputs, over h. An output
    /// that several operations have rounded is off by about half a unit, the difference of two by 0.7, and their quotient
    /// with 2h by a third of a unit over h or more; six to nine such deviations come about by chance in no run.
    /// </summary>
    /// <param name="size">How large the rounding errors of the outputs become when they are added up.</param>
    internal static double Noise(double size, double h) => 3.0 * Ulp * size / h;

    private NumericalErrorAnalysis And(NumericalErrorAnalysis other) => new(
        Math.Max(Error, other.Error), Rounding + other.Rounding, Bends + other.Bends, Wrong + other.Wrong);

    /// <summary>
    /// One element: slopes with smaller and smaller steps until one agrees, or until their own rounding is as large as the
    /// difference that they would explain: then they agree with anything.
    /// </summary>
    private static NumericalErrorAnalysis Again(
        GradientCase subject, ref double x, double numerical, double analytical, double limit, double size, double noise, double h)
    {
        double best = RelativeError.Of(numerical, analytical, noise);
        for (double step = h; step >= SmallestStep && Math.Abs(numerical - analytical) > Noise(size, step); step /= 2.0)
        {
            var (centred, right, left) = FiniteDifferences.At(ref x, subject.Forward, subject.Dy, step);
            foreach (double slope in (ReadOnlySpan<double>)[centred, right, left])
            {
                double error = RelativeError.Of(slope, analytical, noise);
                if (error <= limit) return new(error, 0, 1, 0);
                best = Math.Min(best, error);
            }
        }

        return new(best, 0, 0, 1);
    }

    /// <summary>The Euclidean norm: how large the errors of many outputs become when they are added up.</summary>
    private static double Size(Matrix<double> outputs) => Math.Sqrt(outputs.ToArray().Sum(y => y * y));

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}

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
    /// <summary>The slopes at one element, which is moved and put back, of Σ outputs · dy with the step h.</summary>
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
