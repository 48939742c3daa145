using System.Numerics.Tensors;

namespace BnLab.Experiments.Whiten;

/// <summary>Images as rows of numbers from 0 to 255.</summary>
internal static class ImageRows
{
    private const int BlockSize = 250; // small enough that a cancelled computation ends soon

    public static Matrix<double> Of(ImageSet images, int first, int count)
    {
        var x = new Matrix<double>(count, images.Shape.Length); // (N, D)
        var reader = images.From(first);
        for (int i = 0; i < count; i++) TensorPrimitives.ConvertTruncating(reader.Next(), x.Row(i));
        return x;
    }

    /// <summary>A whole data set of doubles would take eight times the memory of its bytes.</summary>
    public static IEnumerable<Matrix<double>> Blocks(ImageSet images, int first, int count)
    {
        for (int done = 0; done < count; done += BlockSize) yield return Of(images, first + done, int.Min(BlockSize, count - done));
    }
}

internal static class ShrunkImages
{
    /// <summary>Each block of factor × factor pixels becomes one: their mean, rounded to a byte.</summary>
    public static ImageSet Shrink(ImageSet images, int factor)
    {
        var (channels, height, width) = (images.Shape.Channels, images.Shape.Height, images.Shape.Width);
        if (factor < 1 || height % factor != 0 || width % factor != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, $"{images.Shape} does not divide into blocks of this size.");
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
