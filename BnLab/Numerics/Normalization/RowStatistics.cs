namespace BnLab.Numerics;

/// <summary>Sums and means over the columns of a matrix (the features), one per row (the sample).</summary>
public static class RowStatistics
{
    /// <summary>The sum of each row: <c>np.sum(x, axis=1)</c> to the last bit.</summary>
    /// <param name="x">(N, D).</param>
    /// <returns>(N, 1).</returns>
    public static Matrix<T> RowSum<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = new Matrix<T>(x.Rows, 1);
        for (int r = 0; r < x.Rows; r++) sums[r, 0] = PairwiseSum.Of<T>(x.Row(r));

        return sums;
    }

    /// <summary>The mean of each row.</summary>
    /// <param name="x">(N, D), D at least 1.</param>
    /// <returns>(N, 1).</returns>
    public static Matrix<T> RowMean<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => RowSum(x) / x.Columns;

    /// <summary>The column of each row's largest value; the first of equals, and the first NaN if there is one.</summary>
    /// <remarks>The rule of <c>np.argmax</c>, so that nets whose scores are NaN agree with NumPy.</remarks>
    /// <param name="row">At least one value.</param>
    public static int ArgMax<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int best = 0;
        for (int c = 1; c < row.Length && !T.IsNaN(row[best]); c++)
        {
            if (!(row[c] <= row[best])) best = c;
        }

        return best;
    }
}
