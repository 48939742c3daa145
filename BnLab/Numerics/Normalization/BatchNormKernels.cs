namespace BnLab.Numerics;

/// <summary>The fused batch normalization passes of the hot path. None of them allocates.</summary>
internal static unsafe class BatchNormKernels
{
    /// <inheritdoc cref="BatchNormForward{T}"/>
    public static void Forward<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
        Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(x.Columns, gamma, beta, mu, variance, inverseStd);
        xHat.RequireShape(x.Rows, x.Columns);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, BatchNormForward<T>>(new(x, gamma, beta, eps, relu, mu, variance, inverseStd, xHat, y));
    }

    /// <inheritdoc cref="BatchNormBackward{T}"/>
    public static void Backward<T>(
        Matrix<T> dy, Matrix<T> y, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, bool relu,
        Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireRows(dy.Columns, gamma, inverseStd, dgamma, dbeta);
        y.RequireShape(dy.Rows, dy.Columns);
        xHat.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        WidestLanes.Run<T, BatchNormBackward<T>>(new(dy, y, xHat, gamma, inverseStd, relu, dx, dgamma, dbeta));
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
