using System.Security.Cryptography;

namespace BnLab.Data;

/// <summary>Labelled images as bytes. The labels are in memory; the pixels need not be.</summary>
/// <param name="Name">The set's name in messages and manifests: <c>cifar10</c>, <c>synthetic</c>.</param>
/// <param name="Source">The folder or file that it was read from, or how it was made.</param>
/// <param name="Shape">Extent of one image.</param>
/// <param name="ClassNames">The name of each label.</param>
/// <param name="ReadPixels">Reads the images' bytes.</param>
/// <param name="Labels">One label per image, from 0 to the number of classes - 1.</param>
public sealed record ImageSet(
    string Name, string Source, ImageShape Shape, IReadOnlyList<string> ClassNames, PixelReader ReadPixels, byte[] Labels)
{
    /// <summary>Images in memory: all pixels, one image after the other (channel, row, column).</summary>
    public ImageSet(string name, string source, ImageShape shape, IReadOnlyList<string> classNames, byte[] pixels, byte[] labels)
        : this(name, source, shape, classNames, (first, to) => pixels.AsSpan(first * shape.Length, to.Length).CopyTo(to), labels)
    {
    }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>A reader of the images from number <paramref name="first"/> (counted from 0) to the last.</summary>
    public ImageReader From(int first) => new(this, first);

    /// <summary>The labels of <paramref name="count"/> images from number <paramref name="first"/> on.</summary>
    public int[] LabelsOf(int first, int count) => [.. Labels.Skip(first).Take(count).Select(label => (int)label)];

    /// <summary>SHA-256 of all records (label, then pixels) in order, in 64 hexadecimal digits: equal for equal data, however it is split into files.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var images = From(0);
        for (int i = 0; i < Count; i++)
        {
            hash.AppendData(Labels.AsSpan(i, 1));
            hash.AppendData(images.Next());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>Reads whole images (channel, row, column) of a set from number <paramref name="first"/> on. Thread-safe.</summary>
/// <exception cref="IOException">A file can no longer be read.</exception>
/// <exception cref="InvalidDataException">A file has changed since the set was opened.</exception>
public delegate void PixelReader(int first, Span<byte> to);

/// <summary>Reads images of a set one after the other, in blocks: the whole set need not be in memory.</summary>
/// <param name="images">The set.</param>
/// <param name="first">The first image, counted from 0.</param>
public sealed class ImageReader(ImageSet images, int first)
{
    private const int BlockSize = 100; // 0.3 MB of CIFAR-10, whose file is opened for each block

    private readonly byte[] _buffer = new byte[int.Clamp(images.Count - first, 0, BlockSize) * images.Shape.Length];
    private int _next = first;
    private int _remaining; // images of the buffer that were not returned yet

    /// <summary>The bytes of the next image (channel, row, column), valid until the next call.</summary>
    /// <exception cref="InvalidOperationException">There are no more images.</exception>
    /// <exception cref="IOException">A file can no longer be read.</exception>
    /// <exception cref="InvalidDataException">A file has changed since the set was opened.</exception>
    public ReadOnlySpan<byte> Next()
    {
        int length = images.Shape.Length;
        if (_remaining == 0)
        {
            _remaining = int.Min(images.Count - _next, _buffer.Length / length);
            if (_remaining <= 0) throw new InvalidOperationException($"There are {images.Count} images.");
            images.ReadPixels(_next, _buffer.AsSpan(^(_remaining * length)..)); // the last block ends where the buffer ends
        }

        var image = _buffer.AsSpan(_buffer.Length - (_remaining * length), length);
        _next++;
        _remaining--;
        return image;
    }
}
