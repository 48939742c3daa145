namespace BnLab.Data;

/// <summary>Images that stay bytes in memory, a quarter of single precision, and become numbers (byte - mean) whenever they are used.</summary>
internal sealed class CentredImages<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly byte[] _rows; // (N, D)
    private readonly ByteMeans<T> _mean; // (D)
    private readonly Lazy<byte[]> _columns; // the same in blocks of (D, 64), the last one narrower

    public CentredImages(ImageSet images, ByteMeans<T> mean, int first, int count)
    {
        (_mean, Count) = (mean, count);
        _rows = new byte[(long)count * Length]; // for more bytes than an array holds this reports too little memory
        var reader = images.From(first);
        for (int i = 0; i < count; i++) reader.Next().CopyTo(Image(i));
        _columns = new(InColumns);
    }

    public int Count { get; }

    public int Length => _mean.Count;

    /// <summary>Writes image i as D numbers.</summary>
    public void Row(int i, Span<T> to) => _mean.SubtractFromRow(Image(i), to);

    /// <summary>Writes the block (D, n) of the images from number <paramref name="first"/> on, a multiple of the block length.</summary>
    public void Columns(int first, Matrix<T> to) => _mean.SubtractFromColumns(_columns.Value.AsSpan(first * Length, to.Count), to);

    private Span<byte> Image(int i) => _rows.AsSpan(i * Length, Length);

    private byte[] InColumns()
    {
        byte[] columns = new byte[_rows.Length];
        for (int first = 0; first < Count; first += Samples<T>.BlockLength)
        {
            int n = int.Min(Samples<T>.BlockLength, Count - first);
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
