namespace BnLab.Checking;

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
