namespace BnLab.Layers;

/// <summary>
/// The two layouts of a mini-batch of images: a row for each image, (N, CHW), and a row for each pixel with its
/// channels side by side, (NHW, C). In the second one a channel is a column, as a feature is elsewhere.
/// </summary>
/// <remarks>cs231n, <c>spatial_batchnorm_forward</c>: <c>x.transpose(0, 2, 3, 1).reshape(-1, C)</c>, and back.</remarks>
public static class ChannelRows
{
    /// <summary>Images to pixels.</summary>
    /// <param name="images">(N, CHW).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="pixels">(NHW, C), overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void FromImages<T>(Matrix<T> images, ImageShape volume, Matrix<T> pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(images, volume, pixels);
        for (int n = 0; n < images.Rows; n++) // an image's row is (C, HW), its pixels are (HW, C)
        {
            Transposition.Transpose<T>(images.Row(n), pixels.RowRange(n * volume.Area, volume.Area));
        }
    }

    /// <summary>Images to pixels, in memory of their own.</summary>
    /// <param name="images">(N, CHW).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <returns>(NHW, C).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Matrix<T> FromImages<T>(Matrix<T> images, ImageShape volume)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var pixels = new Matrix<T>(images.Rows * volume.Area, volume.Channels); // (NHW, C)
        FromImages(images, volume, pixels);
        return pixels;
    }

    /// <summary>Pixels to images.</summary>
    /// <param name="pixels">(NHW, C).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="images">(N, CHW), overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void ToImages<T>(Matrix<T> pixels, ImageShape volume, Matrix<T> images)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireFit(images, volume, pixels);
        for (int n = 0; n < images.Rows; n++)
        {
            Transposition.Transpose(pixels.RowRange(n * volume.Area, volume.Area), images.Row(n));
        }
    }

    /// <summary>Pixels to images, in memory of their own.</summary>
    /// <param name="pixels">(NHW, C).</param>
    /// <param name="volume">The extent of each image.</param>
    /// <returns>(N, CHW).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Matrix<T> ToImages<T>(Matrix<T> pixels, ImageShape volume)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var images = new Matrix<T>(pixels.Rows / volume.Area, volume.Length); // (N, CHW)
        ToImages(pixels, volume, images);
        return images;
    }

    private static void RequireFit<T>(Matrix<T> images, ImageShape volume, Matrix<T> pixels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (images.Columns != volume.Length || pixels.Columns != volume.Channels || pixels.Rows != images.Rows * volume.Area)
        {
            throw new ArgumentException($"{images} and {pixels} are not the images and pixels of {volume}.");
        }
    }
}
