namespace BnLab.Nets;

/// <summary>
/// A last pass over the training samples after training: batch normalization at test time then uses the mean and variance of all
/// samples in place of running averages, which depend on the net of some mini-batches ago.
/// </summary>
/// <remarks>
/// There are two readings of "the population's statistics", and they differ from the second normalization on.
/// <see cref="SetExact"/> measures each layer while those in front of it already normalize with the population's statistics:
/// exactly its input at test time. <see cref="SetAveraged"/> is the paper's Algorithm 2 (Ioffe and Szegedy, 2015): it
/// measures each layer in mini-batches that are normalized by their own statistics, as in training, and averages. Neither
/// changes a parameter of the net.
/// </remarks>
public static class PopulationStatistics
{
    private const int RowsAtOnce = 500; // keeps what layers remember small, however many samples there are

    /// <summary>
    /// The exact mean and the biased variance (divided by N) of what goes into each normalization, from the first to the
    /// last one. The result is that of one mini-batch of all samples.
    /// </summary>
    /// <param name="net">The net, whose statistics are overwritten.</param>
    /// <param name="x">(N, D): all training samples.</param>
    public static void SetExact<T>(Network<T> net, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(net);
        foreach (var layer in net.Layers)
        {
            if (layer is BatchNormalization<T> normalization)
            {
                var moments = normalization.Moments(x);
                Set(normalization, moments.Mean, moments.Variance);
            }

            x = Forward(layer, x);
        }
    }

    /// <summary>
    /// Algorithm 2: the average over mini-batches of their means, and of their variances with the factor m / (m - 1), which
    /// makes them unbiased: the variance of m values about their own mean falls short of the population's by 1 / m.
    /// </summary>
    /// <param name="net">The net, whose statistics are overwritten.</param>
    /// <param name="x">
    /// (N, D): training samples in random order. Those at the end that fill no mini-batch are left out.
    /// </param>
    /// <param name="batchSize">Samples in a mini-batch, as in training; all samples where there are fewer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A mini-batch has a single value of a feature, and so no variance.</exception>
    public static void SetAveraged<T>(Network<T> net, Matrix<T> x, int batchSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(net);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        batchSize = int.Min(batchSize, x.Rows);
        int batches = x.Rows / batchSize;
        var sums = net.Layers.Select(layer => layer is BatchNormalization<T> n ? new Sums(n.RunningMean.Columns) : null).ToList();
        for (int b = 0; b < batches; b++)
        {
            var batch = x.RowRange(b * batchSize, batchSize); // (m, D)
            for (int i = 0; i < net.Layers.Count; i++)
            {
                if (net.Layers[i] is BatchNormalization<T> normalization) sums[i]!.Add(normalization.Moments(batch), 1.0 / batches);
                batch = net.Layers[i].Forward(batch, Mode.TestWithBatchStatistics);
            }
        }

        for (int i = 0; i < net.Layers.Count; i++)
        {
            if (net.Layers[i] is BatchNormalization<T> normalization) Set(normalization, sums[i]!.Mean, sums[i]!.Variance);
        }
    }

    private static void Set<T>(BatchNormalization<T> layer, double[] mean, double[] variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T>.FromRow(mean).CopyTo(layer.RunningMean);
        Matrix<T>.FromRow(variance).CopyTo(layer.RunningVariance);
    }

    /// <summary>A layer's output for all samples at test time.</summary>
    private static Matrix<T> Forward<T>(ILayer<T> layer, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> all = default;
        for (int first = 0; first < x.Rows; first += RowsAtOnce)
        {
            int count = int.Min(RowsAtOnce, x.Rows - first);
            var y = layer.Forward(x.RowRange(first, count), Mode.Test);     // (count, M)
            if (first == 0) all = new Matrix<T>(x.Rows, y.Columns);         // (N, M)
            y.CopyTo(all.RowRange(first, count));
        }

        return all;
    }

    /// <summary>Means and unbiased variances of mini-batches, added up.</summary>
    private sealed class Sums(int features)
    {
        public double[] Mean { get; } = new double[features];

        public double[] Variance { get; } = new double[features];

        public void Add(AxisMoments batch, double weight)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(batch.Count, 2, "batchSize");
            double unbiased = batch.Count / (batch.Count - 1.0);
            for (int j = 0; j < Mean.Length; j++)
            {
                Mean[j] += weight * batch.Mean[j];
                Variance[j] += weight * unbiased * batch.Variance[j];
            }
        }
    }
}
