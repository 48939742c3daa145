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
        y.RequireShape(x.Rows, x.Columns);
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

/// <summary>How far one matrix is from another as a whole, not element by element as <see cref="RelativeError"/>.</summary>
public static class Distance
{
    /// <summary>‖a − b‖ / ‖b‖ with Frobenius norms: 0.01 is one per cent.</summary>
    /// <param name="a">(N, M).</param>
    /// <param name="b">(N, M): the reference.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static double Relative<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        a.RequireShape(b.Rows, b.Columns);
        double apart = 0.0, whole = 0.0;
        for (int r = 0; r < a.Rows; r++)
        {
            ReadOnlySpan<T> x = a.Row(r), y = b.Row(r);
            for (int c = 0; c < x.Length; c++)
            {
                double expected = double.CreateTruncating(y[c]), difference = double.CreateTruncating(x[c]) - expected;
                apart += difference * difference;
                whole += expected * expected;
            }
        }

        return Math.Sqrt(apart / whole);
    }

    /// <summary>max |a − b| / max |b|.</summary>
    /// <param name="a">(N, M).</param>
    /// <param name="b">(N, M): the reference.</param>
    public static double Largest<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (a - b).ToArray().Max(Math.Abs) / b.ToArray().Max(Math.Abs);

    /// <summary>
    /// How large <see cref="Largest"/> may be between results that differ by the order of operations only: about a thousand
    /// units in the last place of 1.
    /// </summary>
    public static double RoundingLimit<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float) ? 1e-4 : 1e-12;
}
