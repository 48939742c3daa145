namespace BnLab.Numerics;

/// <summary>
/// <see cref="BatchNormBackward{T}"/> where a feature is a channel and has many values side by side in each sample's row:
/// two passes over the samples.
/// </summary>
/// <param name="dy">(N, CHW): the gradient of what the forward pass stored in <paramref name="y"/>.</param>
/// <param name="y">(N, CHW): the forward pass's result; read only with a ReLU, whose gate is y &gt; 0.</param>
/// <param name="x">(N, CHW): the forward pass's input, from which xHat is computed once more: cheaper than to store it.</param>
/// <param name="gamma">(1, C).</param>
/// <param name="mu">(1, C), from the forward pass.</param>
/// <param name="inverseStd">(1, C), from the forward pass.</param>
/// <param name="relu">Whether the forward pass applied one.</param>
/// <param name="dx">(N, CHW), overwritten.</param>
/// <param name="dgamma">(1, C), overwritten.</param>
/// <param name="dbeta">(1, C), overwritten.</param>
internal readonly unsafe struct ChannelNormBackward<T>(
    Matrix<T> dy, Matrix<T> y, Matrix<T> x, Matrix<T> gamma, Matrix<T> mu, Matrix<T> inverseStd, bool relu,
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
        var upstream = relu ? dx : dy; // a gated dy waits where its dx will stand
        dbeta.Row(0).Clear();
        dgamma.Row(0).Clear();
        for (int n = 0; n < dy.Rows; n++)
        {
            for (int c = 0; c < channels; c++)
            {
                if (relu) Gate<V>(n, c, area);
                dbeta.Pointer[c] += RowSums.Sum<T, V>(Pixels(upstream, n, c, area), area);
                dgamma.Pointer[c] += RowSums.SumOfCentredProducts<T, V>(Pixels(upstream, n, c, area), Pixels(x, n, c, area), mu.Pointer[c], area);
            }
        }

        for (int c = 0; c < channels; c++) dgamma.Pointer[c] *= inverseStd.Pointer[c];
        for (int n = 0; n < dy.Rows; n++)
        {
            for (int c = 0; c < channels; c++) Gradient<V>(Pixels(upstream, n, c, area), n, c, area, count);
        }
    }

    /// <summary>One channel of one sample.</summary>
    private static T* Pixels(Matrix<T> images, int n, int c, int area) => images.Pointer + ((nint)n * images.Stride) + ((nint)c * area);

    /// <summary>What of dy passes the ReLU, for one channel of a sample.</summary>
    private void Gate<V>(int n, int c, int area)
        where V : unmanaged, ILanes<V, T>
    {
        T* from = Pixels(dy, n, c, area), gate = Pixels(y, n, c, area), to = Pixels(dx, n, c, area);
        int i = 0;
        for (; i <= area - V.Count; i += V.Count) V.Gate(V.Load(from + i), V.Load(gate + i)).Store(to + i);
        for (; i < area; i++) to[i] = gate[i] > T.Zero ? from[i] : T.Zero;
    }

    /// <summary>dx = gamma · inverseStd · (dy - mean(dy) - xHat · mean(dy · xHat)) for one channel of a sample.</summary>
    private void Gradient<V>(T* upstream, int n, int c, int area, T count)
        where V : unmanaged, ILanes<V, T>
    {
        T* from = Pixels(x, n, c, area), to = Pixels(dx, n, c, area);
        T centre = mu.Pointer[c], inverse = inverseStd.Pointer[c], factor = gamma.Pointer[c] * inverse;
        T mean = dbeta.Pointer[c] / count, meanHat = dgamma.Pointer[c] / count;
        V centres = V.Broadcast(centre), inverses = V.Broadcast(inverse), factors = V.Broadcast(factor);
        V means = V.Broadcast(mean), meanHats = V.Broadcast(meanHat);
        int i = 0;
        for (; i <= area - V.Count; i += V.Count)
        {
            V hat = (V.Load(from + i) - centres) * inverses;
            (factors * (V.Load(upstream + i) - means - (hat * meanHats))).Store(to + i);
        }

        for (; i < area; i++) to[i] = factor * (upstream[i] - mean - ((from[i] - centre) * inverse * meanHat));
    }
}
