namespace BnLab.Numerics;

/// <summary>
/// The passes of batch normalization over channels, each with many values side by side, anywhere in a sample's row. None of them
/// allocates.
/// </summary>
internal static unsafe class ChannelNormKernels
{
    /// <inheritdoc cref="ChannelNormForward{T}"/>
    public static void Forward<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
        Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(x, gamma, beta, mu, variance, inverseStd);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ChannelNormForward<T>>(new(x, gamma, beta, eps, relu, mu, variance, inverseStd, y));
    }

    /// <inheritdoc cref="ChannelNormBackward{T}"/>
    public static void Backward<T>(
        Matrix<T> dy, Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, Matrix<T> mu, Matrix<T> inverseStd, bool relu,
        Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(dy, gamma, beta, mu, inverseStd, dgamma, dbeta);
        x.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        WidestLanes.Run<T, ChannelNormBackward<T>>(new(dy, x, gamma, beta, mu, inverseStd, relu, dx, dgamma, dbeta));
    }

    /// <summary>
    /// y = x · scale + shift for every channel, and the ReLU of it where asked for: the layer at test time. x, y: (N, CHW); scale,
    /// shift: (1, C).
    /// </summary>
    public static void ScaleAndShift<T>(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, bool relu, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(x, scale, shift);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ScaleAndShiftKernel<T>>(new(x, scale, shift, relu, y));
    }

    private static void RequireChannels<T>(Matrix<T> x, Matrix<T> gamma, params ReadOnlySpan<Matrix<T>> others)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x.Columns % gamma.Columns != 0) throw new ArgumentException($"{x} is not {gamma.Columns} channels.", nameof(x));
        gamma.RequireShape(1, gamma.Columns);
        foreach (var other in others) other.RequireShape(1, gamma.Columns);
    }

    private readonly struct ScaleAndShiftKernel<T>(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, bool relu, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int area = x.Columns / scale.Columns;
            for (nint n = 0; n < x.Rows; n++)
            {
                for (int c = 0; c < scale.Columns; c++)
                {
                    nint first = (nint)c * area;
                    Row<V>(x.Pointer + (n * x.Stride) + first, y.Pointer + (n * y.Stride) + first, area, scale.Pointer[c], shift.Pointer[c]);
                }
            }
        }

        private void Row<V>(T* from, T* to, int area, T factor, T term)
            where V : unmanaged, ILanes<V, T>
        {
            V factors = V.Broadcast(factor), terms = V.Broadcast(term);
            int i = 0;
            for (; i <= area - V.Count; i += V.Count)
            {
                V result = V.MultiplyAdd(V.Load(from + i), factors, terms);
                (relu ? V.Rectify(result) : result).Store(to + i);
            }

            for (; i < area; i++)
            {
                T result = T.FusedMultiplyAdd(from[i], factor, term);
                to[i] = relu && result <= T.Zero ? T.Zero : result;
            }
        }
    }
}
