namespace BnLab.Layers;

/// <summary>
/// Ghost batch normalization of images: in training, a mini-batch is divided into smaller ghost batches, each of which is normalized by
/// itself and updates the running statistics in turn. At test time it is batch normalization.
/// </summary>
/// <remarks>Hoffer, Hubara and Soudry, "Train longer, generalize better", 2017. The last ghost batch may be smaller than the others.</remarks>
/// <param name="gamma">(1, C): learned scale.</param>
/// <param name="beta">(1, C): learned shift.</param>
/// <param name="volume">The extent of each image.</param>
/// <param name="size">Images in a ghost batch, 1 or more.</param>
/// <param name="relu">Whether the layer's output is max(0, y).</param>
public sealed class GhostBatchNormLayer<T>(Parameter<T> gamma, Parameter<T> beta, ImageShape volume, int size, bool relu = false)
    : SpatialBatchNormLayer<T>(gamma, beta, volume, relu: relu)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // (G, C): a row for each ghost batch.
    private readonly Workspace<T> _mu = new(volume.Channels), _variance = new(volume.Channels), _inverseStd = new(volume.Channels);
    private readonly Matrix<T> _dgamma = new(1, volume.Channels), _dbeta = new(1, volume.Channels); // (1, C)
    private Matrix<T> _x; // (N, CHW), of the last mini-batch

    private protected override void Normalize(Matrix<T> x, T eps, Matrix<T> y)
    {
        _x = x;
        int ghosts = Ghosts(x.Rows);
        Matrix<T> mu = _mu.Rows(ghosts), variance = _variance.Rows(ghosts), inverseStd = _inverseStd.Rows(ghosts); // (G, C)
        for (int g = 0; g < ghosts; g++)
        {
            ChannelNormKernels.Forward(
                Part(x, g), Gamma.Value, Beta.Value, eps, HasRelu, mu.RowRange(g, 1), variance.RowRange(g, 1), inverseStd.RowRange(g, 1), Part(y, g));
        }
    }

    private protected override void UpdateRunningStatistics(int rows)
    {
        int ghosts = Ghosts(rows);
        Matrix<T> mu = _mu.Rows(ghosts), variance = _variance.Rows(ghosts); // (G, C)
        for (int g = 0; g < ghosts; g++) UpdateRunningStatistics(mu.RowRange(g, 1), variance.RowRange(g, 1), int.Min(size, rows - (g * size)));
    }

    private protected override void Backward(Matrix<T> dy, Matrix<T> y, Matrix<T> dx)
    {
        int ghosts = Ghosts(dy.Rows);
        Matrix<T> mu = _mu.Rows(ghosts), inverseStd = _inverseStd.Rows(ghosts); // (G, C)
        Gamma.Gradient.Fill(T.Zero);
        Beta.Gradient.Fill(T.Zero);
        for (int g = 0; g < ghosts; g++)
        {
            ChannelNormKernels.Backward(
                Part(dy, g), Part(_x, g), Gamma.Value, Beta.Value, mu.RowRange(g, 1), inverseStd.RowRange(g, 1), HasRelu, Part(dx, g), _dgamma, _dbeta);
            Add(_dgamma, Gamma.Gradient);
            Add(_dbeta, Beta.Gradient);
        }
    }

    private static void Add(Matrix<T> part, Matrix<T> sum)
    {
        for (int c = 0; c < sum.Columns; c++) sum[0, c] += part[0, c];
    }

    private int Ghosts(int rows) => (rows + size - 1) / size;

    private Matrix<T> Part(Matrix<T> batch, int ghost) => batch.RowRange(ghost * size, int.Min(size, batch.Rows - (ghost * size)));
}
