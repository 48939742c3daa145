namespace BnLab.Data;

/// <summary>Where the pixels of a set of images are: in memory, or in files that are read as they are needed.</summary>
public interface IPixels
{
    /// <summary>Reads images. Safe to be used by several threads.</summary>
    /// <param name="first">The first image, from 0.</param>
    /// <param name="to">Gets whole images: channel, row, column.</param>
    /// <exception cref="IOException">A file cannot be read any more.</exception>
    /// <exception cref="InvalidDataException">A file is not what it was when the set was opened.</exception>
    void Read(int first, Span<byte> to);
}

/// <summary>Pixels in memory.</summary>
/// <param name="pixels">All images, one after the other.</param>
/// <param name="length">Bytes of one image.</param>
internal sealed class PixelsInMemory(byte[] pixels, int length) : IPixels
{
    /// <inheritdoc/>
    public void Read(int first, Span<byte> to) => pixels.AsSpan(first * length, to.Length).CopyTo(to);
}
