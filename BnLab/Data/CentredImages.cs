using System.Buffers;

namespace BnLab.Data;

/// <summary>Images that stay bytes in memory, a quarter of single precision, and become numbers (byte - mean) whenever they are used.</summary>
internal sealed class CentredImages<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ByteMeans<T> _mean; // (D)
    private readonly byte[]? _rows; // (N, D), for mini-batches
    private readonly Lazy<byte[]> _columns; // the same in blocks of (D, 64), the last one narrower, for evaluations

    /// <param name="isDrawn">Whether mini-batches are drawn from the images: else they are kept in columns only.</param>
    public CentredImages(ImageSet images, ByteMeans<T> mean, int first, int count, bool isDrawn)
    {
        (_mean, Count) = (mean, count);
        var reader = images.From(first);
        if (isDrawn)
        {
            _rows = new byte[(long)count * Length]; // for more bytes than an array holds this reports too little memory
            for (int i = 0; i < count; i++) reader.Next().CopyTo(_rows.AsSpan(i * Length, Length));
            _columns = new(() => InColumns(i => _rows.AsSpan(i * Length, Length)));
        }
        else
        {
            byte[] columns = InColumns(_ => reader.Next());
            _columns = new(columns);
        }
    }

    public int Count { get; }

    public int Length => _mean.Count;

    /// <summary>Writes image i as D numbers.</summary>
    public void Row(int i, Span<T> to)
    {
        if (_rows is not null)
        {
            _mean.SubtractFromRow(_rows.AsSpan(i * Length, Length), to);
            return;
        }

        int first = i - (i % Samples<T>.BlockLength), n = int.Min(Samples<T>.BlockLength, Count - first);
        var block = _columns.Value.AsSpan(first * Length, n * Length); // (D, n)
        byte[] image = ArrayPool<byte>.Shared.Rent(Length);
        for (int j = 0; j < Length; j++) image[j] = block[(j * n) + i - first];
        _mean.SubtractFromRow(image.AsSpan(0, Length), to);
        ArrayPool<byte>.Shared.Return(image);
    }

    /// <summary>Writes the block (D, n) of the images from number <paramref name="first"/> on, a multiple of the block length.</summary>
    public void Columns(int first, Matrix<T> to) => _mean.SubtractFromColumns(_columns.Value.AsSpan(first * Length, to.Count), to);

    private byte[] InColumns(Func<int, ReadOnlySpan<byte>> imageOf)
    {
        byte[] columns = new byte[(long)Count * Length];
        for (int start = 0; start < Count; start += Samples<T>.BlockLength)
        {
            int n = int.Min(Samples<T>.BlockLength, Count - start);
            var block = columns.AsSpan(start * Length, n * Length); // (D, n)
            for (int i = 0; i < n; i++)
            {
                ReadOnlySpan<byte> image = imageOf(start + i);
                for (int j = 0; j < image.Length; j++) block[(j * n) + i] = image[j];
            }
        }

        return columns;
    }
}
