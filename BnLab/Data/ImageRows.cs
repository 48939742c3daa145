namespace BnLab.Data;

/// <summary>Images as rows of numbers.</summary>
public static class ImageRows
{
    private const int BlockSize = 250; // small enough that work on one block ends soon after it is told to

    /// <summary>Pixels as numbers from 0 to 255.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="count">How many.</param>
    /// <returns>(count, D): one image a row.</returns>
    public static Matrix<double> Of(ImageSet images, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(images);
        var x = new Matrix<double>(count, images.Shape.Length); // (count, D)
        var reader = images.From(first);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> image = reader.Next();
            Span<double> row = x.Row(i);
            for (int j = 0; j < row.Length; j++) row[j] = image[j];
        }

        return x;
    }

    /// <summary>Images in blocks of rows: a whole data set as numbers takes eight times its bytes.</summary>
    /// <param name="images">The data set.</param>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="count">How many images in all.</param>
    public static IEnumerable<Matrix<double>> Blocks(ImageSet images, int first, int count)
    {
        for (int done = 0; done < count; done += BlockSize) yield return Of(images, first + done, int.Min(BlockSize, count - done));
    }
}
