namespace BnLab.Layers;

/// <summary>
/// The two layouts of a mini-batch of images: a row for each image, (N, CHW), and a row for each pixel with its
/// channels side by side, (NHW, C). In the second one a channel is a column, as a feature is elsewhere.
/// </summary>
/// <remarks>cs231n, <c>spatial_batchnorm_forward</c>: <c>x.transpose(0, 2, 3, 1).reshape(-1, C)</c>, and back.</remarks>
public static class ChannelRows
{
    /// <summary>The sum of each channel over all images: <c>np.sum(images, axis=(0, 2, 3))</c> to the last bit.</summary>
    /// <param name="images">(N, CHW).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <returns>(1, C).</returns>
    public static Matrix<T> Sum<T>(Matrix<T> images, ImageShape volume)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        images.RequireColumns(volume.Length);
        var sums = new Matrix<T>(1, volume.Channels); // (1, C)
        for (int n = 0; n < images.Rows; n++)
        {
            for (int c = 0; c < volume.Channels; c++) sums[0, c] += PairwiseSum.Of<T>(images.Row(n).Slice(c * volume.Area, volume.Area));
        }

        return sums;
    }

    /// <summary>Images to pixels.</summary>
    /// <param name="images">(N, CHW).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <returns>(NHW, C), in memory of its own.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Matrix<T> FromImages<T>(Matrix<T> images, ImageShape volume)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        images.RequireColumns(volume.Length);
        var pixels = new Matrix<T>(images.Rows * volume.Area, volume.Channels); // (NHW, C)
        for (int n = 0; n < images.Rows; n++) // an image's row is (C, HW), its pixels are (HW, C)
        {
            Transposition.Transpose<T>(images.Row(n), pixels.RowRange(n * volume.Area, volume.Area));
        }

        return pixels;
    }

    /// <summary>Pixels to images.</summary>
    /// <param name="pixels">(NHW, C).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <returns>(N, CHW), in memory of its own.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Matrix<T> ToImages<T>(Matrix<T> pixels, ImageShape volume)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var images = new Matrix<T>(pixels.Rows / volume.Area, volume.Length); // (N, CHW)
        pixels.RequireShape(images.Rows * volume.Area, volume.Channels);
        for (int n = 0; n < images.Rows; n++)
        {
            Transposition.Transpose(pixels.RowRange(n * volume.Area, volume.Area), images.Row(n));
        }

        return images;
    }
}
