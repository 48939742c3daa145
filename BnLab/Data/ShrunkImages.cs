namespace BnLab.Data;

/// <summary>Smaller copies of images.</summary>
public static class ShrunkImages
{
    /// <summary>Each block of pixels becomes one: their mean, rounded to a byte.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="factor">Width and height of a block; a divisor of the images' width and height.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor does not divide width and height.</exception>
    public static ImageSet Shrink(ImageSet images, int factor)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        var (channels, height, width) = (images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        if (height % factor != 0 || width % factor != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"{images.Shape} has no whole blocks of this size.");
        }

        if (factor == 1) return images;
        var shape = new ImageShape(channels, height / factor, width / factor);
        var pixels = new byte[images.Count * shape.Length];
        var reader = images.From(0);
        for (int i = 0; i < images.Count; i++) Shrink(reader.Next(), width, factor, pixels.AsSpan(i * shape.Length, shape.Length), shape);
        return new(images.Name, images.Source, shape, images.ClassNames, pixels, images.Labels);
    }

    private static void Shrink(ReadOnlySpan<byte> image, int width, int factor, Span<byte> to, ImageShape shape)
    {
        int area = factor * factor;
        for (int i = 0; i < to.Length; i++)
        {
            int rows = i / shape.Width, column = i % shape.Width; // the rows of all channels, one after the other
            int sum = area / 2;
            for (int y = 0; y < factor; y++)
            {
                foreach (byte pixel in image.Slice((((rows * factor) + y) * width) + (column * factor), factor)) sum += pixel;
            }

            to[i] = (byte)(sum / area);
        }
    }
}
