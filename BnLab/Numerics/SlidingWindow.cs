namespace BnLab.Numerics;

/// <summary>A square window that slides over an image, as a convolution's kernel and a pool's do.</summary>
/// <param name="Size">K: its height and width.</param>
/// <param name="Stride">Pixels from one place to the next, down and across.</param>
/// <param name="Pad">Zeros around the image on every side.</param>
internal readonly record struct SlidingWindow(int Size, int Stride, int Pad)
{
    /// <summary>One value for each place of the window: P = 1 + (H + 2 · pad - K) / stride, and Q likewise across.</summary>
    /// <param name="input">The image.</param>
    /// <param name="channels">The channels of the result.</param>
    /// <exception cref="ArgumentOutOfRangeException">Size or stride is not positive, or the padding is negative.</exception>
    /// <exception cref="ArgumentException">The window does not reach exactly from edge to edge.</exception>
    public ImageShape Places(ImageShape input, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Stride);
        ArgumentOutOfRangeException.ThrowIfNegative(Pad);
        int down = input.Height + (2 * Pad) - Size, across = input.Width + (2 * Pad) - Size;
        if (down < 0 || across < 0 || down % Stride != 0 || across % Stride != 0)
        {
            throw new ArgumentException(
                $"A window of {Size} × {Size} with stride {Stride} and padding {Pad} does not fit exactly into {input}.", nameof(input));
        }

        return new(channels, 1 + (down / Stride), 1 + (across / Stride));
    }
}
