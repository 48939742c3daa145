using BnLab.Numerics;

namespace BnLab.Layers;

/// <summary>
/// Spatial batch normalization in a net: a <see cref="BatchNormLayer{T}"/> over the pixels of all images, between two
/// changes of layout.
/// </summary>
/// <remarks>cs231n, <c>spatial_batchnorm_forward</c> and <c>spatial_batchnorm_backward</c>.</remarks>
public sealed class SpatialBatchNormLayer<T> : IBatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Volume _volume;
    private readonly BatchNormLayer<T> _channels;
    private readonly Workspace<T> _x, _dy; // (NHW, C)
    private readonly Workspace<T> _y, _dx; // (N, CHW)

    /// <summary>A layer whose running mean is 0 and whose running variance is as the conventions say.</summary>
    /// <param name="gamma">(1, C): learned scale.</param>
    /// <param name="beta">(1, C): learned shift.</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="conventions">The course's if null.</param>
    /// <param name="relu">Whether the layer's output is max(0, y).</param>
    /// <exception cref="ArgumentException">Gamma or beta does not fit the channels.</exception>
    public SpatialBatchNormLayer(
        Learned<T> gamma, Learned<T> beta, Volume volume, BatchNormConventions? conventions = null, bool relu = false)
    {
        volume.RequireChannels(gamma.Value.Columns);
        volume.RequireChannels(beta.Value.Columns);
        (_volume, _channels) = (volume, new(gamma, beta, conventions, relu));
        (_x, _dy) = (new(volume.Channels), new(volume.Channels));
        (_y, _dx) = (new(volume.Count), new(volume.Count));
    }

    /// <inheritdoc/>
    public Matrix<T> RunningMean => _channels.RunningMean;

    /// <inheritdoc/>
    public Matrix<T> RunningVariance => _channels.RunningVariance;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x is no mini-batch of such images.</exception>
    public AxisMoments Moments(Matrix<T> x) => _channels.Moments(ChannelRows.FromImages(x, _volume));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x is no mini-batch of such images.</exception>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_volume.Count);
        var pixels = _x.Rows(x.Rows * _volume.Area); // (NHW, C)
        ChannelRows.FromImages(x, _volume, pixels);
        var y = _y.Rows(x.Rows);                     // (N, CHW)
        ChannelRows.ToImages(_channels.Forward(pixels, mode), _volume, y);
        return y;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">dy is no mini-batch of such images.</exception>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_volume.Count);
        var dyPixels = _dy.Rows(dy.Rows * _volume.Area);              // (NHW, C)
        ChannelRows.FromImages(dy, _volume, dyPixels);
        var dxPixels = _channels.Backward(dyPixels, inputGradient);   // (NHW, C)
        if (!inputGradient) return default;

        var dx = _dx.Rows(dy.Rows);                                   // (N, CHW)
        ChannelRows.ToImages(dxPixels, _volume, dx);
        return dx;
    }
}
