namespace BnLab.Numerics;

/// <summary>
/// Batch normalization of a mini-batch, and the ReLU after it where asked for: Algorithm 1 of the paper in three passes over
/// each block of columns, which stays in the first-level cache.
/// </summary>
/// <remarks>
/// x, xHat, y: (N, D); gamma, beta, mu, variance (biased), inverseStd = 1 / √(variance + eps): (1, D). From mu on all are overwritten.
/// </remarks>
internal readonly unsafe struct BatchNormForward<T>(
    Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
    Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
    : ILaneKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public void Run<V>()
        where V : unmanaged, ILanes<V, T>
    {
        int rows = x.Rows;
        nint stride = x.Stride;
        V one = V.Broadcast(T.One), count = V.Broadcast(T.CreateTruncating(rows)), small = V.Broadcast(eps);
        for (nint column = 0; column < stride; column += V.Count)
        {
            T* from = x.Pointer + column;
            V mean = ColumnStatistics.Sum<T, V>(from, rows, stride) / count;
            V biased = SumOfSquares<V>(from, rows, stride, mean) / count;
            V inverse = one / V.Sqrt(biased + small);
            mean.Store(mu.Pointer + column);
            biased.Store(variance.Pointer + column);
            inverse.Store(inverseStd.Pointer + column);

            V g = V.Load(gamma.Pointer + column), b = V.Load(beta.Pointer + column);
            T* hat = xHat.Pointer + column;
            T* to = y.Pointer + column;
            for (int r = 0; r < rows; r++, from += stride, hat += stride, to += stride)
            {
                V normalized = (V.Load(from) - mean) * inverse;
                normalized.Store(hat);
                V result = V.MultiplyAdd(normalized, g, b);
                (relu ? V.Rectify(result) : result).Store(to);
            }
        }
    }

    // Even and odd rows apart, as in the sum: two chains hide each other's latency.
    private static V SumOfSquares<V>(T* p, int rows, nint stride, V mean)
        where V : unmanaged, ILanes<V, T>
    {
        V even = V.Broadcast(T.Zero), odd = even;
        int r = 0;
        for (; r + 1 < rows; r += 2, p += 2 * stride)
        {
            V d0 = V.Load(p) - mean, d1 = V.Load(p + stride) - mean;
            even = V.MultiplyAdd(d0, d0, even);
            odd = V.MultiplyAdd(d1, d1, odd);
        }

        if (r < rows)
        {
            V d0 = V.Load(p) - mean;
            even = V.MultiplyAdd(d0, d0, even);
        }

        return even + odd;
    }
}
