namespace BnLab.Data;

/// <summary>
/// Images that stay bytes, as they stand in their data set, and become numbers anew wherever they are used,
/// byte - mean: a quarter of the memory of single precision.
/// </summary>
internal sealed class CentredImages
{
    /// <summary>Images in a block of columns: four of the widest vectors of float.</summary>
    public const int BlockLength = 64;

    private readonly byte[] _rows; // N · D, one image after the other
    private readonly double[] _mean;
    private readonly Lazy<byte[]> _columns; // the same in blocks of (D, 64), the last one narrower

    /// <summary>Images of a set.</summary>
    /// <param name="images">The data set; its images are read at once.</param>
    /// <param name="mean">D values.</param>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="count">How many.</param>
    public CentredImages(ImageSet images, double[] mean, int first, int count)
    {
        (_mean, Count) = (mean, count);
        _rows = new byte[(long)count * Length]; // too many for an array are too many for the memory
        var reader = images.From(first);
        for (int i = 0; i < count; i++) reader.Next().CopyTo(Image(i));
        _columns = new(InColumns);
    }

    /// <summary>Number of images.</summary>
    public int Count { get; }

    /// <summary>Values of an image.</summary>
    public int Length => _mean.Length;

    /// <summary>One image as numbers.</summary>
    /// <param name="image">Which, from 0.</param>
    /// <param name="to">D numbers, overwritten.</param>
    public void Row<T>(int image, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ByteCentring.Row(Image(image), _mean, 1.0, to);

    /// <summary>A block of images as numbers, one image a column.</summary>
    /// <param name="first">The first of them, a multiple of the block length.</param>
    /// <param name="to">(D, n), overwritten.</param>
    public void Columns<T>(int first, Matrix<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ByteCentring.Columns(_columns.Value.AsSpan(first * Length, to.Count), _mean, 1.0, to);

    private Span<byte> Image(int image) => _rows.AsSpan(image * Length, Length);

    private byte[] InColumns()
    {
        byte[] columns = new byte[_rows.Length];
        for (int first = 0; first < Count; first += BlockLength)
        {
            int n = int.Min(BlockLength, Count - first);
            var block = columns.AsSpan(first * Length, n * Length); // (D, n)
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<byte> image = Image(first + i);
                for (int j = 0; j < image.Length; j++) block[(j * n) + i] = image[j];
            }
        }

        return columns;
    }
}
