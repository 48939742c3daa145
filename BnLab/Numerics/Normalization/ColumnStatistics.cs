namespace BnLab.Numerics;

/// <summary>Sums and means over the rows of a matrix (the mini-batch), one per column (the feature).</summary>
public static class ColumnStatistics
{
    /// <summary>The sum of each column, row after row: <c>np.sum(x, axis=0)</c> to the last bit.</summary>
    /// <param name="x">(N, D).</param>
    /// <returns>(1, D).</returns>
    public static Matrix<T> ColumnSum<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new Matrix<T>(1, x.Columns);
        Span<T> sum = sums.Row(0);
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<T> row = x.Row(n);
            for (int j = 0; j < sum.Length; j++) sum[j] += row[j];
        }

        return sums;
    }

    /// <summary>The mean of each column.</summary>
    /// <param name="x">(N, D), N at least 1.</param>
    /// <returns>(1, D).</returns>
    public static Matrix<T> ColumnMean<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ColumnSum(x) / x.Rows;

    /// <summary>The square root of each element.</summary>
    /// <param name="x">Any shape.</param>
    public static Matrix<T> Sqrt<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x.Map(T.Sqrt);
}
