namespace BnLab.Data;

/// <summary>Images that stay bytes in memory, a quarter of single precision, and become numbers (byte - mean) whenever they are used.</summary>
internal sealed class CentredImages<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ByteMeans<T> _mean; // (D)
    private readonly Lazy<byte[]> _rows; // (N, D), for mini-batches
    private readonly Lazy<byte[]> _columns; // the same in blocks of (D, 64), the last one narrower, for evaluations

    public CentredImages(ImageSet images, ByteMeans<T> mean, int first, int count)
    {
        (_mean, Count) = (mean, count);
        _rows = new(() => InRows(images, first));
        _columns = new(() => InColumns(images, first));
    }

    public int Count { get; }

    public int Length => _mean.Count;

    /// <summary>Writes image i as D numbers.</summary>
    public void Row(int i, Span<T> to) => _mean.SubtractFromRow(Image(i), to);

    /// <summary>Writes the block (D, n) of the images from number <paramref name="first"/> on, a multiple of the block length.</summary>
    public void Columns(int first, Matrix<T> to) => _mean.SubtractFromColumns(_columns.Value.AsSpan(first * Length, to.Count), to);

    private ReadOnlySpan<byte> Image(int i) => _rows.Value.AsSpan(i * Length, Length);

    private byte[] InRows(ImageSet images, int first)
    {
        byte[] rows = new byte[(long)Count * Length]; // for more bytes than an array holds this reports too little memory
        var reader = images.From(first);
        for (int i = 0; i < Count; i++) reader.Next().CopyTo(rows.AsSpan(i * Length, Length));
        return rows;
    }

    private byte[] InColumns(ImageSet images, int first)
    {
        byte[] columns = new byte[(long)Count * Length];
        var reader = images.From(first);
        for (int start = 0; start < Count; start += Samples<T>.BlockLength)
        {
            int n = int.Min(Samples<T>.BlockLength, Count - start);
            var block = columns.AsSpan(start * Length, n * Length); // (D, n)
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<byte> image = reader.Next();
                for (int j = 0; j < image.Length; j++) block[(j * n) + i] = image[j];
            }
        }

        return columns;
    }
}
