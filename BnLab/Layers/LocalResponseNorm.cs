namespace BnLab.Layers;

/// <summary>
/// Local response normalization: at each pixel, each channel is divided by a function of the channels beside it,
/// y = x / (k + alpha · Σ x²)^(3/4) with the sum over n neighbouring channels, itself in the middle.
/// </summary>
/// <remarks>
/// Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", 2012, section
/// 3.3, with its constants as defaults. The exponent is the paper's 0.75 and no option. Channels that do not exist,
/// beside the first and the last, count as zeros. PyTorch's LocalResponseNorm divides alpha by n: the paper's alpha is
/// n times as large there. Nothing is learned, and training and test are alike.
/// </remarks>
public sealed class LocalResponseNorm<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImageShape _volume;
    private readonly int _margin; // channels of zeros above and below: (n - 1) / 2
    private readonly T _k, _alpha;
    private readonly Workspace<T> _x;           // (NM, HW): each image's C channels between zeros, M = C + n - 1 rows
    private readonly Workspace<T> _scale;       // (NC, HW): k + alpha · Σ x²
    private readonly Matrix<T> _shares;         // (M, HW), of one image
    private readonly Matrix<T> _channels;       // (C, HW), of one image
    private readonly Workspace<T> _y, _dx;      // (N, CHW)

    /// <summary>A layer for images of one extent.</summary>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="neighbours">n, an odd number: channels in each sum.</param>
    /// <param name="k">Added to the sum, above 0.</param>
    /// <param name="alpha">Factor on the sum, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A constant is out of its range.</exception>
    public LocalResponseNorm(ImageShape volume, int neighbours = 5, double k = 2.0, double alpha = 1e-4)
    {
        if (neighbours < 1 || int.IsEvenInteger(neighbours)) throw new ArgumentOutOfRangeException(nameof(neighbours), neighbours, "An odd number of 1 or more.");
        if (!(k > 0.0)) throw new ArgumentOutOfRangeException(nameof(k), k, "Above 0.");
        if (!(alpha >= 0.0)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "0 or more.");
        (_volume, _margin, _k, _alpha) = (volume, neighbours / 2, T.CreateTruncating(k), T.CreateTruncating(alpha));
        (_x, _scale) = (new(volume.Area), new(volume.Area));
        _shares = new(volume.Channels + neighbours - 1, volume.Area); // (M, HW)
        _channels = new(volume.Channels, volume.Area);                // (C, HW)
        (_y, _dx) = (new(volume.Length), new(volume.Length));
    }

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_volume.Length);
        int kept = mode == Mode.Train ? x.Rows : 1;                 // at test time, one image after the other in the same place
        var all = _x.Rows(kept * _shares.Rows, mode);               // (NM, HW)
        var scales = _scale.Rows(kept * _volume.Channels);          // (NC, HW)
        var y = _y.Rows(x.Rows);                                    // (N, CHW)
        for (int n = 0; n < x.Rows; n++)
        {
            var channels = all.RowRange(n % kept * _shares.Rows, _shares.Rows);             // (M, HW)
            var scale = scales.RowRange(n % kept * _volume.Channels, _volume.Channels);     // (C, HW)
            channels.RowRange(0, _margin).Fill(T.Zero);
            channels.RowRange(_volume.Channels + _margin, _margin).Fill(T.Zero);
            Split(x.Row(n), channels.RowRange(_margin, _volume.Channels));
            LocalResponseKernels.Forward(channels, _k, _alpha, scale, _channels);
            Join(_channels, y.Row(n));
        }

        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_volume.Length);
        var all = _x.Last(dy.Rows * _shares.Rows);                  // (NM, HW)
        if (!inputGradient) return default;
        var scales = _scale.Rows(dy.Rows * _volume.Channels);       // (NC, HW)
        var dx = _dx.Rows(dy.Rows);                                 // (N, CHW)
        for (int n = 0; n < dy.Rows; n++)
        {
            Split(dy.Row(n), _channels);
            LocalResponseKernels.Backward(
                _channels, all.RowRange(n * _shares.Rows, _shares.Rows), scales.RowRange(n * _volume.Channels, _volume.Channels),
                _alpha, _shares, _channels);
            Join(_channels, dx.Row(n));
        }

        return dx;
    }

    /// <summary>An image's channels, one a row.</summary>
    private void Split(ReadOnlySpan<T> image, Matrix<T> channels)
    {
        for (int c = 0; c < channels.Rows; c++) image.Slice(c * _volume.Area, _volume.Area).CopyTo(channels.Row(c));
    }

    private void Join(Matrix<T> channels, Span<T> image)
    {
        for (int c = 0; c < channels.Rows; c++) channels.Row(c).CopyTo(image[(c * _volume.Area)..]);
    }
}
