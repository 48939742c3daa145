namespace BnLab.Experiments.InUse;

/// <summary>How far what a net makes of samples is from what it should be.</summary>
internal static class Distance
{
    /// <summary>‖a − b‖ / ‖b‖, with the root of the sum of all squares as the norm: 0.01 is one per cent.</summary>
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

    /// <summary>The largest difference of two elements, relative to the largest element of <paramref name="b"/>.</summary>
    public static double Largest<T>(Matrix<T> a, Matrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (a - b).ToArray().Max(Math.Abs) / b.ToArray().Max(Math.Abs);
}
