using System.Security.Cryptography;

namespace BnLab.Data;

/// <summary>Labelled images as bytes, as they stand in a data set. The labels are in memory; the pixels need not be.</summary>
/// <param name="Name">What messages and manifests call it: <c>cifar10</c>, <c>synthetic</c>.</param>
/// <param name="Source">The folder or file that it was read from, or how it was made.</param>
/// <param name="Shape">Extent of one image.</param>
/// <param name="ClassNames">The name of each label.</param>
/// <param name="Pixels">Where the images' bytes are: channel, row, column.</param>
/// <param name="Labels">One label an image, from 0 to the number of classes - 1.</param>
public sealed record ImageSet(
    string Name, string Source, ImageShape Shape, IReadOnlyList<string> ClassNames, IPixels Pixels, byte[] Labels)
{
    /// <summary>Images in memory.</summary>
    /// <param name="name">What messages and manifests call it.</param>
    /// <param name="source">The folder or file that it was read from, or how it was made.</param>
    /// <param name="shape">Extent of one image.</param>
    /// <param name="classNames">The name of each label.</param>
    /// <param name="pixels">All images, one after the other: channel, row, column.</param>
    /// <param name="labels">One label an image, from 0 to the number of classes - 1.</param>
    public ImageSet(string name, string source, ImageShape shape, IReadOnlyList<string> classNames, byte[] pixels, byte[] labels)
        : this(name, source, shape, classNames, new PixelsInMemory(pixels, shape.Length), labels)
    {
    }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>The images from one on, to be read one after the other.</summary>
    /// <param name="first">Image, from 0.</param>
    public ImageReader From(int first) => new(this, first);

    /// <summary>The labels of some images.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="count">How many.</param>
    public int[] LabelsOf(int first, int count) => [.. Labels.Skip(first).Take(count).Select(label => (int)label)];

    /// <summary>SHA-256 of all records (label, then pixels) in their order: equal for equal data, however it is split into files.</summary>
    /// <returns>64 hexadecimal digits.</returns>
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
