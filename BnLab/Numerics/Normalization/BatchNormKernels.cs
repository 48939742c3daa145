namespace BnLab.Numerics;

/// <summary>The fused batch normalization passes of the hot path. None of them allocates.</summary>
internal static unsafe class BatchNormKernels
{
    /// <summary>
    /// Batch normalization of a mini-batch, and the ReLU after it where asked for: Algorithm 1 of the paper in three passes over
    /// each block of columns, which stays in the first-level cache.
    /// </summary>
    /// <remarks>
    /// x, xHat, y: (N, D); gamma, beta, mu, variance (biased), inverseStd = 1 / √(variance + eps): (1, D). From mu on all are overwritten.
    /// </remarks>
    public static void Forward<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
        Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(x.Columns, gamma, beta, mu, variance, inverseStd);
        xHat.RequireShape(x.Rows, x.Columns);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ForwardKernel<T>>(new(x, gamma, beta, eps, relu, mu, variance, inverseStd, xHat, y));
    }

    /// <summary>
    /// The closed form of batch normalization's backward pass, with the ReLU after the layer where it has one: two passes over each
    /// block of columns.
    /// </summary>
    /// <remarks>
    /// dy, y, xHat, dx: (N, D); gamma, inverseStd, dgamma, dbeta: (1, D). y is read only with a ReLU, whose gate is y &gt; 0. dx, dgamma
    /// and dbeta are overwritten; dx may be dy itself.
    /// </remarks>
    public static void Backward<T>(
        Matrix<T> dy, Matrix<T> y, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, bool relu,
        Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(dy.Columns, gamma, inverseStd, dgamma, dbeta);
        y.RequireShape(dy.Rows, dy.Columns);
        xHat.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        WidestLanes.Run<T, BackwardKernel<T>>(new(dy, y, xHat, gamma, inverseStd, relu, dx, dgamma, dbeta));
    }

    /// <summary>
    /// y = x · scale + shift for every row, and the ReLU of it where asked for: the layer at test time. x, y: (N, D); scale, shift:
    /// (1, D); y may be x itself.
    /// </summary>
    public static void ScaleAndShift<T>(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, bool relu, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(x.Columns, scale, shift);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ScaleAndShiftKernel<T>>(new(x, scale, shift, relu, y));
    }

    private static void RequireRows<T>(int columns, params ReadOnlySpan<Matrix<T>> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var row in rows) row.RequireShape(1, columns);
    }

    internal readonly struct ForwardKernel<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
        Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int rows = x.Rows;
            nint stride = x.Stride;
            V one = V.Broadcast(T.One), count = V.Broadcast(T.CreateTruncating(rows)), small = V.Broadcast(eps);
            for (nint column = 0; column < stride; column += V.Count)
            {
                T* from = x.Pointer + column;
                V mean = ColumnSums.Sum<T, V>(from, rows, stride) / count;
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

    internal readonly struct BackwardKernel<T>(
        Matrix<T> dy, Matrix<T> y, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, bool relu,
        Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int rows = dy.Rows;
            nint stride = dy.Stride;
            V count = V.Broadcast(T.CreateTruncating(rows));
            for (nint column = 0; column < stride; column += V.Count)
            {
                T* gate = y.Pointer + column;
                T* upstream = dy.Pointer + column;
                T* hat = xHat.Pointer + column;
                V sum = V.Broadcast(T.Zero), sumHat = sum;
                for (int r = 0; r < rows; r++, upstream += stride, gate += stride, hat += stride)
                {
                    V g = relu ? V.Gate(V.Load(upstream), V.Load(gate)) : V.Load(upstream);
                    sum += g;
                    sumHat = V.MultiplyAdd(g, V.Load(hat), sumHat);
                }

                sum.Store(dbeta.Pointer + column);
                sumHat.Store(dgamma.Pointer + column);

                // dx = gamma · inverseStd · (dy - mean(dy) - xHat · mean(dy · xHat))
                V factor = V.Load(gamma.Pointer + column) * V.Load(inverseStd.Pointer + column);
                V mean = sum / count, meanHat = sumHat / count;
                gate = y.Pointer + column;
                upstream = dy.Pointer + column;
                hat = xHat.Pointer + column;
                T* to = dx.Pointer + column;
                for (int r = 0; r < rows; r++, upstream += stride, gate += stride, hat += stride, to += stride)
                {
                    V g = relu ? V.Gate(V.Load(upstream), V.Load(gate)) : V.Load(upstream);
                    (factor * (g - mean - (V.Load(hat) * meanHat))).Store(to);
                }
            }
        }
    }

    private readonly struct ScaleAndShiftKernel<T>(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, bool relu, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            nint stride = x.Stride;
            for (nint column = 0; column < stride; column += V.Count)
            {
                V s = V.Load(scale.Pointer + column), b = V.Load(shift.Pointer + column);
                T* from = x.Pointer + column;
                T* to = y.Pointer + column;
                for (int r = 0; r < x.Rows; r++, from += stride, to += stride)
                {
                    V result = V.MultiplyAdd(V.Load(from), s, b);
                    (relu ? V.Rectify(result) : result).Store(to);
                }
            }
        }
    }
}
