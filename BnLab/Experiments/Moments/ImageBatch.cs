namespace BnLab.Experiments.Moments;

/// <summary>
/// A mini-batch of images, drawn with a mean and a standard deviation of its own for each channel, in both layouts: with the
/// channels of a pixel side by side (NHWC), and with the pixels of a channel side by side (NCHW).
/// </summary>
internal sealed class ImageBatch
{
    private const double MeanSpread = 2.0, LeastStd = 0.5, MostStd = 2.0;

    /// <summary>Draws a mini-batch.</summary>
    public ImageBatch(IReadOnlyList<int> shape, uint seed, CancellationToken cancellation)
    {
        (Images, Height, Width, Channels) = (shape[0], shape[1], shape[2], shape[3]);
        var random = new NumpyRandom(seed);
        double[] means = [.. Enumerable.Range(0, Channels).Select(_ => MeanSpread * random.NextNormal())];
        double[] stds = [.. Enumerable.Range(0, Channels).Select(_ => random.NextUniform(LeastStd, MostStd))];
        int image = Area * Channels;
        Nhwc = new float[Images * image];
        Nchw = new float[Images * image];
        for (int n = 0; n < Images; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<float> pixels = Nhwc.AsSpan(n * image, image), planes = Nchw.AsSpan(n * image, image);
            for (int i = 0; i < Area; i++)
            {
                for (int c = 0; c < Channels; c++)
                {
                    pixels[(i * Channels) + c] = planes[(c * Area) + i] = (float)(means[c] + (stds[c] * random.NextNormal()));
                }
            }
        }
    }

    /// <summary>N.</summary>
    public int Images { get; }

    /// <summary>H.</summary>
    public int Height { get; }

    /// <summary>W.</summary>
    public int Width { get; }

    /// <summary>C.</summary>
    public int Channels { get; }

    /// <summary>H · W.</summary>
    public int Area => Height * Width;

    /// <summary>Shape (N, H, W, C).</summary>
    public float[] Nhwc { get; }

    /// <summary>Shape (N, C, H, W), the same values.</summary>
    public float[] Nchw { get; }

    /// <summary>The lengths of the axes of <see cref="Nhwc"/>.</summary>
    public int[] NhwcShape => [Images, Height, Width, Channels];

    /// <summary>The lengths of the axes of <see cref="Nchw"/>.</summary>
    public int[] NchwShape => [Images, Channels, Height, Width];
}
