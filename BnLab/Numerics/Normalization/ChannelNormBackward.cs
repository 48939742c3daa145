namespace BnLab.Numerics;

/// <summary>
/// <see cref="BatchNormBackward{T}"/> where a feature is a channel, with many values side by side in each sample's row: two
/// passes over the samples. xHat and the ReLU's gate, gamma · xHat + beta &gt; 0, are computed from x once more: cheaper than to
/// read them.
/// </summary>
/// <remarks>dy, x, dx: (N, CHW); gamma, beta, mu, inverseStd, dgamma, dbeta: (1, C). dx, dgamma and dbeta are overwritten.</remarks>
internal readonly unsafe struct ChannelNormBackward<T>(
    Matrix<T> dy, Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, Matrix<T> mu, Matrix<T> inverseStd, bool relu,
    Matrix<T> dx, Matrix<T> dgamma, Matrix<T> dbeta)
    : ILaneKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
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

    /// <summary>One channel of one sample.</summary>
    private static T* Pixels(Matrix<T> images, int n, int c, int area) => images.Pointer + ((nint)n * images.Stride) + ((nint)c * area);

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
