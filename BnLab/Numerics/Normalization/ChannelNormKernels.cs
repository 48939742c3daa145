namespace BnLab.Numerics;

/// <summary>
/// The passes of batch normalization over channels, each with many values side by side, anywhere in a sample's row. None of them
/// allocates.
/// </summary>
internal static unsafe class ChannelNormKernels
{
    /// <summary>
    /// <see cref="BatchNormKernels.Forward"/> where a feature is a channel, with many values side by side in each sample's row:
    /// Algorithm 1 of the paper in three passes over the samples, each of which reads memory in its order.
    /// </summary>
    /// <remarks>x, y: (N, CHW); gamma, beta, mu, variance, inverseStd: (1, C), statistics over all samples and pixels. From mu on all are overwritten.</remarks>
    public static void Forward<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
        Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(x, gamma, beta, mu, variance, inverseStd);
        y.RequireShape(x.Rows, x.Columns);
        WidestLanes.Run<T, ForwardKernel<T>>(new(x, gamma, beta, eps, relu, mu, variance, inverseStd, y));
    }

    /// <summary>
    /// <see cref="BatchNormKernels.Backward"/> where a feature is a channel, with many values side by side in each sample's row: two
    /// passes over the samples. xHat and the ReLU's gate, gamma · xHat + beta &gt; 0, are computed from x once more: cheaper than to
    /// read them.
    /// </summary>
    /// <remarks>dy, x, dx: (N, CHW); gamma, beta, mu, inverseStd, dgamma, dbeta: (1, C). dx, dgamma and dbeta are overwritten.</remarks>
    public static void Backward<T>(
        Matrix<T> dy, Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, Matrix<T> mu, Matrix<T> inverseStd, bool relu,
        Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireChannels(dy, gamma, beta, mu, inverseStd, dgamma, dbeta);
        x.RequireShape(dy.Rows, dy.Columns);
        dx.RequireShape(dy.Rows, dy.Columns);
        WidestLanes.Run<T, BackwardKernel<T>>(new(dy, x, gamma, beta, mu, inverseStd, relu, dx, dgamma, dbeta));
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

    /// <summary>One channel of one sample.</summary>
    private static T* Pixels<T>(Matrix<T> images, int n, int c, int area)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => images.Pointer + ((nint)n * images.Stride) + ((nint)c * area);

    private readonly struct ForwardKernel<T>(
        Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
        Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int channels = gamma.Columns, area = x.Columns / channels;
            T count = T.CreateTruncating((long)x.Rows * area);
            mu.Row(0).Clear();
            for (int n = 0; n < x.Rows; n++)
            {
                for (int c = 0; c < channels; c++) mu.Pointer[c] += RowSums.Sum<T, V>(Pixels(x, n, c, area), area);
            }

            foreach (ref T mean in mu.Row(0)) mean /= count;
            variance.Row(0).Clear();
            for (int n = 0; n < x.Rows; n++)
            {
                for (int c = 0; c < channels; c++) variance.Pointer[c] += RowSums.SumOfSquares<T, V>(Pixels(x, n, c, area), mu.Pointer[c], area);
            }

            for (int c = 0; c < channels; c++)
            {
                variance.Pointer[c] /= count;
                inverseStd.Pointer[c] = T.One / T.Sqrt(variance.Pointer[c] + eps);
            }

            for (int n = 0; n < x.Rows; n++)
            {
                for (int c = 0; c < channels; c++) Normalize<V>(Pixels(x, n, c, area), Pixels(y, n, c, area), area, c);
            }
        }

        private void Normalize<V>(T* from, T* to, int area, int c)
            where V : unmanaged, ILanes<V, T>
        {
            T mean = mu.Pointer[c], inverse = inverseStd.Pointer[c], g = gamma.Pointer[c], b = beta.Pointer[c];
            V means = V.Broadcast(mean), inverses = V.Broadcast(inverse), scales = V.Broadcast(g), shifts = V.Broadcast(b);
            int i = 0;
            for (; i <= area - V.Count; i += V.Count)
            {
                V result = V.MultiplyAdd((V.Load(from + i) - means) * inverses, scales, shifts);
                (relu ? V.Rectify(result) : result).Store(to + i);
            }

            for (; i < area; i++)
            {
                T result = T.FusedMultiplyAdd((from[i] - mean) * inverse, g, b);
                to[i] = relu && result <= T.Zero ? T.Zero : result;
            }
        }
    }

    private readonly struct BackwardKernel<T>(
        Matrix<T> dy, Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, Matrix<T> mu, Matrix<T> inverseStd, bool relu,
        Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int channels = gamma.Columns, area = dy.Columns / channels;
            T count = T.CreateTruncating((long)dy.Rows * area);
            dbeta.Row(0).Clear();
            dgamma.Row(0).Clear();
            for (int n = 0; n < dy.Rows; n++)
            {
                for (int c = 0; c < channels; c++)
                {
                    T* upstream = Gated<V>(n, c, area);
                    dbeta.Pointer[c] += RowSums.Sum<T, V>(upstream, area);
                    dgamma.Pointer[c] += RowSums.SumOfCentredProducts<T, V>(upstream, Pixels(x, n, c, area), mu.Pointer[c], area);
                }
            }

            for (int c = 0; c < channels; c++) dgamma.Pointer[c] *= inverseStd.Pointer[c];
            for (int n = 0; n < dy.Rows; n++)
            {
                for (int c = 0; c < channels; c++) Gradient<V>(n, c, area, count);
            }
        }

        /// <summary>
        /// What of dy passes the ReLU, for one channel of a sample: at the start of dx, where it stays in the cache until the
        /// second pass writes there; without a ReLU dy itself.
        /// </summary>
        private T* Gated<V>(int n, int c, int area)
            where V : unmanaged, ILanes<V, T>
        {
            T* upstream = Pixels(dy, n, c, area), from = Pixels(x, n, c, area), to = dx.Pointer;
            if (!relu) return upstream;
            T mean = mu.Pointer[c], inverse = inverseStd.Pointer[c], g = gamma.Pointer[c], b = beta.Pointer[c];
            V means = V.Broadcast(mean), inverses = V.Broadcast(inverse), scales = V.Broadcast(g), shifts = V.Broadcast(b);
            int i = 0;
            for (; i <= area - V.Count; i += V.Count)
            {
                V hat = (V.Load(from + i) - means) * inverses;
                V.Gate(V.Load(upstream + i), V.MultiplyAdd(hat, scales, shifts)).Store(to + i);
            }

            for (; i < area; i++) to[i] = Passed(upstream[i], (from[i] - mean) * inverse, g, b);
            return to;
        }

        /// <summary>dx = gamma · inverseStd · (dy - mean(dy) - xHat · mean(dy · xHat)) for one channel of a sample.</summary>
        private void Gradient<V>(int n, int c, int area, T count)
            where V : unmanaged, ILanes<V, T>
        {
            T* upstream = Pixels(dy, n, c, area), from = Pixels(x, n, c, area), to = Pixels(dx, n, c, area);
            T centre = mu.Pointer[c], inverse = inverseStd.Pointer[c], g = gamma.Pointer[c], b = beta.Pointer[c], factor = g * inverse;
            T mean = dbeta.Pointer[c] / count, meanHat = dgamma.Pointer[c] / count;
            V centres = V.Broadcast(centre), inverses = V.Broadcast(inverse), scales = V.Broadcast(g), shifts = V.Broadcast(b);
            V factors = V.Broadcast(factor), means = V.Broadcast(mean), meanHats = V.Broadcast(meanHat);
            int i = 0;
            for (; i <= area - V.Count; i += V.Count)
            {
                V hat = (V.Load(from + i) - centres) * inverses, passed = V.Load(upstream + i);
                if (relu) passed = V.Gate(passed, V.MultiplyAdd(hat, scales, shifts));
                (factors * (passed - means - (hat * meanHats))).Store(to + i);
            }

            for (; i < area; i++)
            {
                T hat = (from[i] - centre) * inverse;
                T passed = relu ? Passed(upstream[i], hat, g, b) : upstream[i];
                to[i] = factor * (passed - mean - (hat * meanHat));
            }
        }

        /// <summary>The ReLU's gate: y &gt; 0, where y is to the bit what the forward pass rectified.</summary>
        private static T Passed(T upstream, T hat, T g, T b) => T.FusedMultiplyAdd(hat, g, b) > T.Zero ? upstream : T.Zero;
    }

    private readonly struct ScaleAndShiftKernel<T>(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, bool relu, Matrix<T> y)
        : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int area = x.Columns / scale.Columns;
            for (int n = 0; n < x.Rows; n++)
            {
                for (int c = 0; c < scale.Columns; c++) Row<V>(Pixels(x, n, c, area), Pixels(y, n, c, area), area, scale.Pointer[c], shift.Pointer[c]);
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
