namespace BnLab.Data;

/// <summary>Images that stay bytes, as in their data set, and become numbers, byte - mean, whenever they are read.</summary>
internal sealed class CentredImages
{
    private readonly byte[] _rows; // N · D, one image after the other
    private readonly double[] _mean;

    public CentredImages(ImageSet images, double[] mean, int first, int count)
    {
        (_mean, Count) = (mean, count);
        _rows = new byte[(long)count * Length]; // for more bytes than an array holds this reports too little memory
        var reader = images.From(first);
        for (int i = 0; i < count; i++) reader.Next().CopyTo(Image(i));
    }

    /// <summary>N, the number of images.</summary>
    public int Count { get; }

    /// <summary>D, the values of an image.</summary>
    public int Length => _mean.Length;

    /// <summary>Writes one image as D numbers.</summary>
    public void Row<T>(int image, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ByteCentring.Row(Image(image), _mean, 1.0, to);

    /// <summary>All images as numbers, (N, D).</summary>
    public Matrix<T> ToMatrix<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new Matrix<T>(Count, Length); // (N, D)
        for (int i = 0; i < Count; i++) Row(i, x.Row(i));
        return x;
    }

    private Span<byte> Image(int image) => _rows.AsSpan(image * Length, Length);
}
