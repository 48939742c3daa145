namespace BnLab.Numerics;

/// <summary>
/// <see cref="BatchNormForward{T}"/> where a feature is a channel, with many values side by side in each sample's row:
/// Algorithm 1 of the paper in three passes over the samples, each of which reads memory in its order.
/// </summary>
/// <remarks>x, y: (N, CHW); gamma, beta, mu, variance, inverseStd: (1, C), statistics over all samples and pixels. From mu on all are overwritten.</remarks>
internal readonly unsafe struct ChannelNormForward<T>(
    Matrix<T> x, Matrix<T> gamma, Matrix<T> beta, T eps, bool relu,
    Matrix<T> mu, Matrix<T> variance, Matrix<T> inverseStd, Matrix<T> y)
    : ILaneKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
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

    /// <summary>One channel of one sample.</summary>
    private static T* Pixels(Matrix<T> images, int n, int c, int area) => images.Pointer + ((nint)n * images.Stride) + ((nint)c * area);

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
