namespace BnLab.Numerics;

/// <summary>
/// Local response normalization of one image whose channels are rows, between rows of zeros, half a window on either side: the
/// first and the last channels need no special case. None of the passes allocates.
/// </summary>
/// <remarks>
/// The power of 3/4 is taken by square roots, which every processor rounds alike and computes several at a time.
/// </remarks>
internal static unsafe class LocalResponseKernels
{
    public const double Exponent = 0.75;

    /// <summary>
    /// scale = k + alpha · Σ x² over the neighbours; y = x / scale^(3/4). x: (C + n - 1, A), the channels between zeros; scale, y:
    /// (C, A), overwritten.
    /// </summary>
    public static void Forward<T>(Matrix<T> x, T k, T alpha, Matrix<T> scale, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x.RequireColumns(y.Columns);
        scale.RequireShape(y.Rows, y.Columns);
        WidestLanes.Run<T, ForwardKernel<T>>(new(x, k, alpha, scale, y, Neighbours(x, y)));
    }

    /// <summary>
    /// dx = dy / scale^(3/4) - 3/2 · alpha · x · Σ dy · x / scale^(7/4) over the neighbours. dy, scale, dx: (C, A); x: (C + n - 1, A),
    /// the channels between zeros; shares, dy · x / scale^(7/4), likewise between zeros. Shares and dx are overwritten; dx may be dy.
    /// </summary>
    public static void Backward<T>(Matrix<T> dy, Matrix<T> x, Matrix<T> scale, T alpha, Matrix<T> shares, Matrix<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x.RequireColumns(dy.Columns);
        shares.RequireShape(x.Rows, x.Columns);
        scale.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        WidestLanes.Run<T, BackwardKernel<T>>(new(dy, x, scale, alpha, shares, dx, Neighbours(x, dy)));
    }

    private static int Neighbours<T>(Matrix<T> x, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int neighbours = x.Rows - y.Rows + 1;
        return neighbours > 0 && int.IsOddInteger(neighbours)
            ? neighbours
            : throw new ArgumentException($"{x} are not the channels of {y} between as many zeros on either side.", nameof(x));
    }

    /// <summary>scale^(-3/4).</summary>
    private static V Power<T, V>(V one, V scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T>
    {
        V root = V.Sqrt(scale);
        return one / (root * V.Sqrt(root));
    }

    private readonly struct ForwardKernel<T>(Matrix<T> x, T k, T alpha, Matrix<T> scale, Matrix<T> y, int neighbours)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            V one = V.Broadcast(T.One), floor = V.Broadcast(k), factor = V.Broadcast(alpha);
            nint stride = y.Stride;
            for (int c = 0; c < y.Rows; c++)
            {
                T* from = x.Pointer + (c * stride);
                T* middle = from + (neighbours / 2 * stride);
                for (nint i = 0; i < stride; i += V.Count)
                {
                    V sum = V.Broadcast(T.Zero);
                    for (nint row = 0; row < neighbours * stride; row += stride)
                    {
                        V value = V.Load(from + row + i);
                        sum = V.MultiplyAdd(value, value, sum);
                    }

                    V s = V.MultiplyAdd(factor, sum, floor);
                    s.Store(scale.Pointer + (c * stride) + i);
                    (V.Load(middle + i) * Power<T, V>(one, s)).Store(y.Pointer + (c * stride) + i);
                }
            }
        }
    }

    private readonly struct BackwardKernel<T>(
        Matrix<T> dy, Matrix<T> x, Matrix<T> scale, T alpha, Matrix<T> shares, Matrix<T> dx, int neighbours)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            nint length = (nint)dy.Rows * dy.Stride, middle = neighbours / 2 * dy.Stride;
            V one = V.Broadcast(T.One), factor = V.Broadcast(T.CreateTruncating(-2.0 * Exponent) * alpha);
            for (nint i = 0; i < length; i += V.Count)
            {
                V s = V.Load(scale.Pointer + i);
                V direct = V.Load(dy.Pointer + i) * Power<T, V>(one, s); // the term of dx without neighbours
                (direct * V.Load(x.Pointer + middle + i) / s).Store(shares.Pointer + middle + i);
                direct.Store(dx.Pointer + i);
            }

            for (nint i = 0; i < length; i += V.Count)
            {
                V sum = V.Broadcast(T.Zero);
                for (nint row = 0; row < neighbours * dy.Stride; row += dy.Stride) sum += V.Load(shares.Pointer + row + i);
                V.MultiplyAdd(factor * V.Load(x.Pointer + middle + i), sum, V.Load(dx.Pointer + i)).Store(dx.Pointer + i);
            }
        }
    }
}
