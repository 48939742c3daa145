namespace BnLab.Layers;

/// <summary>
/// Batch normalization as a net sees it: a layer that normalizes by the statistics of the mini-batch in training, and by
/// statistics that it keeps in use.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IBatchNormalization<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// (1, D): the mean that the layer subtracts in use. It follows the mini-batches of training; whoever knows it better
    /// overwrites it.
    /// </summary>
    Matrix<T> RunningMean { get; }

    /// <summary>(1, D): the variance that the layer divides by in use. It may be overwritten as well.</summary>
    Matrix<T> RunningVariance { get; }

    /// <summary>The mean and the biased variance of each feature (of images: of each channel) in what goes into the layer.</summary>
    /// <param name="x">(N, M): what would go into <see cref="ILayer{T}.Forward"/>.</param>
    /// <returns>D means and variances, in double precision.</returns>
    AxisMoments Moments(Matrix<T> x);
}
