namespace BnLab.Checking;

/// <summary>How far two results are apart, as the course measures it.</summary>
public static class RelativeError
{
    private const double Floor = 1e-8;

    /// <summary>max |x - y| / max(1e-8, |x| + |y|) over all elements; NaN where one of them is.</summary>
    /// <remarks>cs231n, <c>rel_error</c>.</remarks>
    /// <param name="x">One result.</param>
    /// <param name="y">The other, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Max(Matrix<double> x, Matrix<double> y)
    {
        if (x.Rows != y.Rows || x.Columns != y.Columns) throw new ArgumentException($"{x} and {y} cannot be compared.", nameof(y));
        double worst = 0.0;
        for (int r = 0; r < x.Rows; r++)
        {
            for (int c = 0; c < x.Columns; c++) worst = Math.Max(worst, Of(x[r, c], y[r, c]));
        }

        return worst;
    }

    /// <summary>|x - y| / max(1e-8, |x| + |y|).</summary>
    /// <param name="x">One number.</param>
    /// <param name="y">The other.</param>
    public static double Of(double x, double y) => Of(x, y, 0.0);

    /// <summary>The same of what is left of |x - y| beyond an absolute allowance.</summary>
    internal static double Of(double x, double y, double allowance) =>
        Math.Max(0.0, Math.Abs(x - y) - allowance) / Math.Max(Floor, Math.Abs(x) + Math.Abs(y));
}
