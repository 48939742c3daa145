namespace BnLab.Layers;

/// <summary><see cref="SpatialBatchNorm"/> in a net: a feature is a channel of images, (N, CHW), with a value for every pixel.</summary>
/// <remarks>
/// cs231n, <c>spatial_batchnorm_forward</c> and <c>spatial_batchnorm_backward</c>. A channel's pixels are side by side in a row,
/// so nothing is moved; xHat is not kept, but computed once more in the backward pass.
/// </remarks>
public sealed class SpatialBatchNormLayer<T> : BatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImageShape _volume;
    private Matrix<T> _x; // (N, CHW), of the last mini-batch

    /// <summary>A layer whose running mean is 0 and whose running variance is as the conventions say.</summary>
    /// <param name="gamma">(1, C): learned scale.</param>
    /// <param name="beta">(1, C): learned shift.</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="conventions">The course's if null.</param>
    /// <param name="relu">Whether the layer's output is max(0, y).</param>
    /// <exception cref="ArgumentException">Gamma or beta does not fit the channels.</exception>
    public SpatialBatchNormLayer(
        Parameter<T> gamma, Parameter<T> beta, ImageShape volume, BatchNormConventions? conventions = null, bool relu = false)
        : base(gamma, beta, conventions, relu, volume.Area)
    {
        volume.RequireChannels(gamma.Value.Columns);
        volume.RequireChannels(beta.Value.Columns);
        _volume = volume;
    }

    private protected override Matrix<T> FeaturesInColumns(Matrix<T> x) => ChannelRows.FromImages(x, _volume); // (NHW, C)

    private protected override void Normalize(Matrix<T> x, T eps, Matrix<T> y)
    {
        _x = x;
        ChannelNormKernels.Forward(x, Gamma.Value, Beta.Value, eps, HasRelu, Mu, Variance, InverseStd, y);
    }

    private protected override void ScaleAndShift(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, Matrix<T> y) =>
        ChannelNormKernels.ScaleAndShift(x, scale, shift, HasRelu, y);

    private protected override void Backward(Matrix<T> dy, Matrix<T> y, Matrix<T> dx) =>
        ChannelNormKernels.Backward(dy, _x, Gamma.Value, Beta.Value, Mu, InverseStd, HasRelu, dx, Gamma.Gradient, Beta.Gradient);
}
