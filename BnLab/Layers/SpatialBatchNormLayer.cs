namespace BnLab.Layers;

/// <summary>
/// Spatial batch normalization in a net: a <see cref="BatchNormLayer{T}"/> whose features are channels, with a value for
/// every pixel.
/// </summary>
/// <remarks>
/// cs231n, <c>spatial_batchnorm_forward</c> and <c>spatial_batchnorm_backward</c>. A channel's pixels lie side by side in
/// a row of (N, CHW), so nothing needs to be moved, as it is in <see cref="SpatialBatchNorm"/>.
/// </remarks>
public sealed class SpatialBatchNormLayer<T> : IBatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchNormLayer<T> _channels;

    /// <summary>A layer whose running mean is 0 and whose running variance is as the conventions say.</summary>
    /// <param name="gamma">(1, C): learned scale.</param>
    /// <param name="beta">(1, C): learned shift.</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="conventions">The course's if null.</param>
    /// <param name="relu">Whether the layer's output is max(0, y).</param>
    /// <exception cref="ArgumentException">Gamma or beta does not fit the channels.</exception>
    public SpatialBatchNormLayer(
        Parameter<T> gamma, Parameter<T> beta, ImageShape volume, BatchNormConventions? conventions = null, bool relu = false)
    {
        volume.RequireChannels(gamma.Value.Columns);
        volume.RequireChannels(beta.Value.Columns);
        _channels = new(gamma, beta, conventions, relu, volume.Area);
    }

    /// <inheritdoc/>
    public Matrix<T> RunningMean => _channels.RunningMean;

    /// <inheritdoc/>
    public Matrix<T> RunningVariance => _channels.RunningVariance;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x is no mini-batch of such images.</exception>
    public AxisMoments Moments(Matrix<T> x) => _channels.Moments(x);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x is no mini-batch of such images.</exception>
    public Matrix<T> Forward(Matrix<T> x, Mode mode) => _channels.Forward(x, mode); // (N, CHW)

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">dy is no mini-batch of such images.</exception>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        var dx = _channels.Backward(dy, inputGradient); // (N, CHW)
        return inputGradient ? dx : default;
    }
}
