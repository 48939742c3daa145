namespace BnLab.Experiments.Moments;

/// <summary>Images with a mean and a standard deviation of its own for each channel, in two layouts: NHWC and NCHW.</summary>
internal sealed class ImageBatch
{
    private const double MeanSpread = 2.0, LeastStd = 0.5, MostStd = 2.0;
    private const int MostMovedImages = 16;

    /// <param name="shape">N, H, W, C.</param>
    public ImageBatch(IReadOnlyList<int> shape, uint seed, CancellationToken cancellation)
    {
        var (count, height, width, channels) = (shape[0], shape[1], shape[2], shape[3]);
        NhwcShape = [count, height, width, channels];
        NchwShape = [count, channels, height, width];
        var random = new NumpyRandom(seed);
        double[] means = [.. Enumerable.Range(0, channels).Select(_ => MeanSpread * random.NextNormal())];
        double[] stds = [.. Enumerable.Range(0, channels).Select(_ => random.NextUniform(LeastStd, MostStd))];
        int area = height * width, image = area * channels;
        Nhwc = new float[count * image];
        Nchw = new float[count * image];
        for (int n = 0; n < count; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<float> pixels = Nhwc.AsSpan(n * image, image), planes = Nchw.AsSpan(n * image, image);
            for (int i = 0; i < area; i++)
            {
                for (int c = 0; c < channels; c++)
                {
                    pixels[(i * channels) + c] = planes[(c * area) + i] = (float)(means[c] + (stds[c] * random.NextNormal()));
                }
            }
        }
    }

    public int[] NhwcShape { get; }

    public int[] NchwShape { get; }

    /// <summary>(N, H, W, C).</summary>
    public float[] Nhwc { get; }

    /// <summary>(N, C, H, W), the same values.</summary>
    public float[] Nchw { get; }

    /// <summary>How far normalizing the first image after moving it by a pixel, and moving it after normalizing it, are apart at most.</summary>
    /// <remarks>A convolution commutes with translations; whether normalization does, depends on the axes of NCHW that it averages over.</remarks>
    public double TranslationError(params int[] axes)
    {
        int[] shape = [int.Min(NchwShape[0], MostMovedImages), .. NchwShape[1..]];
        int image = shape[1] * shape[2] * shape[3], width = shape[3];
        float[] before = Nchw[..(shape[0] * image)];
        float[] moved = [.. before];
        Move(before.AsSpan(0, image), moved, width);

        double[] movedThenNormalized = NormalizedFirst(moved, shape, axes);
        var normalizedThenMoved = new double[image];
        Move<double>(NormalizedFirst(before, shape, axes), normalizedThenMoved, width);
        return movedThenNormalized.Zip(normalizedThenMoved, (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>Moves each row one pixel to the right; the last pixel becomes the first.</summary>
    private static void Move<TValue>(ReadOnlySpan<TValue> image, Span<TValue> to, int width)
    {
        for (int i = 0; i < image.Length; i++) to[i] = image[i % width == 0 ? i + width - 1 : i - 1];
    }

    /// <summary>The first image, normalized by the statistics of all.</summary>
    private static double[] NormalizedFirst(float[] values, int[] shape, int[] axes)
    {
        var moments = AxisMoments.Of<float>(values, shape, axes);
        var first = new double[values.Length / shape[0]];
        int shared = first.Length / moments.Mean.Length; // neighbouring values of an image with the same mean
        for (int i = 0; i < first.Length; i++)
        {
            first[i] = (values[i] - moments.Mean[i / shared]) / Math.Sqrt(moments.Variance[i / shared] + BatchNorm.DefaultEps);
        }

        return first;
    }
}
