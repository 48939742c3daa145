namespace BnLab.Layers;

/// <summary>
/// Spatial batch normalization as mathematics: batch normalization of images, where a channel is the feature and
/// every pixel of every image is one of its values. Nets use <see cref="SpatialBatchNormLayer{T}"/>.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy 2015, section 3.2 (a mini-batch of N images has m' = N · H · W values for each channel); cs231n,
/// <c>spatial_batchnorm_forward</c> and <c>spatial_batchnorm_backward</c>.
/// </remarks>
public static class SpatialBatchNorm
{
    /// <summary>The batch normalizing transform of images.</summary>
    /// <param name="x">(N, CHW).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="gamma">(1, C): learned scale of each channel.</param>
    /// <param name="beta">(1, C): learned shift of each channel.</param>
    /// <param name="eps">Added to the variance under the root.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Pass<T> Forward<T>(
        Matrix<T> x, ImageShape volume, Matrix<T> gamma, Matrix<T> beta, double eps = BatchNorm.DefaultEps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pixels = ChannelRows.FromImages(x, volume);              // (NHW, C)
        var normalized = BatchNorm.Forward(pixels, gamma, beta, eps);
        var y = ChannelRows.ToImages(normalized.Y, volume);          // (N, CHW)
        return new(volume, normalized, y);
    }

    /// <summary>The backward pass in closed form.</summary>
    /// <param name="dy">(N, CHW): gradient of the loss with respect to y.</param>
    /// <param name="pass">The forward pass.</param>
    /// <returns>dx (N, CHW), dgamma (1, C) and dbeta (1, C).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static BatchNorm.Gradients<T> Backward<T>(Matrix<T> dy, Pass<T> pass)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(pass);
        var dyPixels = ChannelRows.FromImages(dy, pass.Shape);      // (NHW, C)
        var (dxPixels, dgamma, dbeta) = BatchNorm.BackwardClosedForm(dyPixels, pass.Pixels);
        var dx = ChannelRows.ToImages(dxPixels, pass.Shape);        // (N, CHW)
        return new(dx, dgamma, dbeta);
    }

    /// <summary>What the forward pass computes.</summary>
    /// <param name="Shape">The extent of each image.</param>
    /// <param name="Pixels">Batch normalization of the pixels: its matrices are (NHW, C) and (1, C).</param>
    /// <param name="Y">(N, CHW): the result.</param>
    public sealed record Pass<T>(ImageShape Shape, BatchNorm.Pass<T> Pixels, Matrix<T> Y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
