namespace BnLab.Data;

/// <summary>Images of a set one after the other, read some at a time: a whole set need not be in memory.</summary>
/// <param name="images">The set.</param>
/// <param name="first">The first image that is wanted, from 0.</param>
public sealed class ImageReader(ImageSet images, int first)
{
    private const int ReadAtOnce = 100; // 0.3 MB of CIFAR-10, whose file is opened for each time

    private readonly byte[] _buffer = new byte[int.Clamp(images.Count - first, 0, ReadAtOnce) * images.Shape.Length];
    private int _next = first;
    private int _inBuffer; // images of the buffer that were not yet given

    /// <summary>The next image.</summary>
    /// <returns>Its bytes: channel, row, column. They are there until the next call.</returns>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    /// <exception cref="IOException">A file cannot be read any more.</exception>
    /// <exception cref="InvalidDataException">A file is not what it was when the set was opened.</exception>
    public ReadOnlySpan<byte> Next()
    {
        int length = images.Shape.Length;
        if (_inBuffer == 0)
        {
            _inBuffer = int.Min(images.Count - _next, _buffer.Length / length);
            if (_inBuffer <= 0) throw new InvalidOperationException($"There are {images.Count} images.");
            images.Pixels.Read(_next, _buffer.AsSpan(^(_inBuffer * length)..)); // the last of them at the buffer's end
        }

        var image = _buffer.AsSpan(_buffer.Length - (_inBuffer * length), length);
        _next++;
        _inBuffer--;
        return image;
    }
}
