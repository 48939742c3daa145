namespace BnLab.Numerics;

/// <summary>
/// The passes of group normalization over groups of channels, side by side anywhere in a sample's row. None of them allocates.
/// </summary>
internal static unsafe class GroupNormKernels
{
    /// <summary>
    /// y = gamma · xHat + beta, where xHat is x with the mean and variance of its group taken out. x, xHat, y: (N, CHW); gamma, beta:
    /// (1, C); inverseStd = 1 / √(variance + eps): (N, G). From inverseStd on all are overwritten.
    /// </summary>
    public static void Forward<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(x, gamma, beta, inverseStd);
        xHat.RequireShape(x.Rows, x.Columns);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ForwardKernel<T>>(new(x, gamma, beta, eps, inverseStd, xHat, y));
    }

    /// <summary>
    /// The closed form of the backward pass. dy, xHat, dx: (N, CHW); gamma, dgamma, dbeta: (1, C); inverseStd: (N, G). From dx on all
    /// are overwritten.
    /// </summary>
    public static void Backward<T>(
        Matrix<T> dy, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(dy, gamma, dgamma, inverseStd);
        dbeta.RequireShape(1, gamma.Columns);
        xHat.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        dgamma.Row(0).Clear();
        dbeta.Row(0).Clear();
        WidestLanes.Run<T, BackwardKernel<T>>(new(dy, xHat, gamma, inverseStd, dx, dgamma, dbeta));
    }

    private static void RequireChannels<T>(Matrix<T> x, Matrix<T> gamma, Matrix<T> other, Matrix<T> inverseStd)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        other.RequireShape(1, gamma.Columns);
        inverseStd.RequireShape(x.Rows, inverseStd.Columns);
        if (x.Columns % gamma.Columns != 0 || gamma.Columns % inverseStd.Columns != 0)
        {
            throw new ArgumentException($"{x} is not {gamma.Columns} channels in {inverseStd.Columns} groups.", nameof(x));
        }
    }

    internal readonly struct ForwardKernel<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, Matrix<T> inverseStd, Matrix<T> xHat, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int channels = gamma.Columns / inverseStd.Columns, area = x.Columns / gamma.Columns, size = channels * area;
            T count = T.CreateTruncating(size);
            for (nint r = 0; r < x.Rows; r++)
            {
                for (int g = 0; g < inverseStd.Columns; g++)
                {
                    T* from = x.Pointer + (r * x.Stride) + (g * size);
                    T mu = RowSums.Sum<T, V>(from, size) / count;
                    T variance = RowSums.SumOfSquares<T, V>(from, mu, size) / count;
                    T inverse = inverseStd.Pointer[(r * inverseStd.Stride) + g] = T.One / T.Sqrt(variance + eps);
                    for (int c = g * channels; c < (g + 1) * channels; c++) Channel<V>(r, c, area, mu, inverse);
                }
            }
        }

        private void Channel<V>(nint r, int c, int area, T mu, T inverse)
            where V : unmanaged, ILanes<V, T>
        {
            T* from = x.Pointer + (r * x.Stride) + (c * area);
            T* hats = xHat.Pointer + (r * xHat.Stride) + (c * area);
            T* to = y.Pointer + (r * y.Stride) + (c * area);
            T scale = gamma.Pointer[c], shift = beta.Pointer[c];
            V means = V.Broadcast(mu), factors = V.Broadcast(inverse), scales = V.Broadcast(scale), shifts = V.Broadcast(shift);
            nint i = 0;
            for (; i <= area - V.Count; i += V.Count)
            {
                V hat = (V.Load(from + i) - means) * factors;
                hat.Store(hats + i);
                V.MultiplyAdd(hat, scales, shifts).Store(to + i);
            }

            for (; i < area; i++)
            {
                hats[i] = (from[i] - mu) * inverse;
                to[i] = T.FusedMultiplyAdd(hats[i], scale, shift);
            }
        }
    }

    internal readonly struct BackwardKernel<T>(
        Matrix<T> dy, Matrix<T> xHat, Matrix<T> gamma, Matrix<T> inverseStd, Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int channels = gamma.Columns / inverseStd.Columns, area = dy.Columns / gamma.Columns;
            T count = T.CreateTruncating(channels * area);
            for (nint r = 0; r < dy.Rows; r++)
            {
                for (int g = 0; g < inverseStd.Columns; g++)
                {
                    T mean = T.Zero, meanHat = T.Zero;
                    for (int c = g * channels; c < (g + 1) * channels; c++)
                    {
                        T* upstream = dy.Pointer + (r * dy.Stride) + (c * area);
                        T sum = RowSums.Sum<T, V>(upstream, area);
                        T sumHat = RowSums.SumOfProducts<T, V>(upstream, xHat.Pointer + (r * xHat.Stride) + (c * area), area);
                        dbeta.Pointer[c] += sum;
                        dgamma.Pointer[c] += sumHat;
                        mean += gamma.Pointer[c] * sum;
                        meanHat += gamma.Pointer[c] * sumHat;
                    }

                    T inverse = inverseStd.Pointer[(r * inverseStd.Stride) + g];
                    for (int c = g * channels; c < (g + 1) * channels; c++) Channel<V>(r, c, area, mean / count, meanHat / count, inverse);
                }
            }
        }

        /// <summary>dx = inverseStd · (dy · gamma - mean(dxHat) - xHat · mean(dxHat · xHat)) for one channel.</summary>
        private void Channel<V>(nint r, int c, int area, T mean, T meanHat, T inverse)
            where V : unmanaged, ILanes<V, T>
        {
            T* upstream = dy.Pointer + (r * dy.Stride) + (c * area);
            T* hats = xHat.Pointer + (r * xHat.Stride) + (c * area);
            T* to = dx.Pointer + (r * dx.Stride) + (c * area);
            T scale = gamma.Pointer[c];
            V means = V.Broadcast(mean), meanHats = V.Broadcast(meanHat), factors = V.Broadcast(inverse), scales = V.Broadcast(scale);
            nint i = 0;
            for (; i <= area - V.Count; i += V.Count)
            {
                (factors * ((V.Load(upstream + i) * scales) - means - (V.Load(hats + i) * meanHats))).Store(to + i);
            }

            for (; i < area; i++) to[i] = inverse * ((upstream[i] * scale) - mean - (hats[i] * meanHat));
        }
    }
}
