namespace BnLab.Layers;

/// <summary>
/// What a sliding window sees of an image, a column for each place, so that a convolution becomes a matrix product: im2col.
/// One image at a time: its patches stay in the cache until they are multiplied.
/// </summary>
/// <remarks>cs231n, <c>im2col_indices</c> and <c>col2im_indices</c>.</remarks>
/// <param name="input">The extent of each image.</param>
/// <param name="window">The window.</param>
/// <param name="places">The window's places, P × Q.</param>
internal sealed class Im2Col<T>(ImageShape input, SlidingWindow window, ImageShape places)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _height = input.Height + (2 * window.Pad);
    private readonly Matrix<T> _padded = new(
        input.Channels * (input.Height + (2 * window.Pad)), input.Width + (2 * window.Pad)); // (CH', W'): with its margin

    /// <summary>Image to patches; places outside the image are 0.</summary>
    /// <param name="image">C · H · W values.</param>
    /// <param name="patches">(CKK, PQ), overwritten: a column for each place, in it channel by channel and row by row.</param>
    public void Gather(ReadOnlySpan<T> image, Matrix<T> patches)
    {
        for (int c = 0; c < input.Channels; c++)
        {
            for (int h = 0; h < input.Height; h++) Pixels(image, c, h).CopyTo(Inside(c, h));
        }

        Im2ColKernels.Gather(_padded, _height, window.Size, window.Stride, places.Width, patches);
    }

    /// <summary>Patches to image: each pixel is the sum of its values in all patches that see it.</summary>
    /// <param name="patches">(CKK, PQ).</param>
    /// <param name="image">C · H · W values, overwritten.</param>
    public void Scatter(Matrix<T> patches, Span<T> image)
    {
        _padded.Fill(T.Zero);
        Im2ColKernels.Scatter(patches, _height, window.Size, window.Stride, places.Width, _padded);
        for (int c = 0; c < input.Channels; c++)
        {
            for (int h = 0; h < input.Height; h++) Inside(c, h).CopyTo(image[(((c * input.Height) + h) * input.Width)..]);
        }

        _padded.Fill(T.Zero); // the margin, which the windows see too
    }

    private ReadOnlySpan<T> Pixels(ReadOnlySpan<T> image, int channel, int row) =>
        image.Slice(((channel * input.Height) + row) * input.Width, input.Width);

    private Span<T> Inside(int channel, int row) =>
        _padded.Row((channel * _height) + window.Pad + row).Slice(window.Pad, input.Width);
}
