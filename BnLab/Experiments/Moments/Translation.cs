using BnLab.Layers;

namespace BnLab.Experiments.Moments;

/// <summary>
/// What becomes of the property that makes a convolution one, that moving the image moves its result, when the result is
/// normalized by channel or by place.
/// </summary>
internal static class Translation
{
    private const int MostImages = 16;

    /// <summary>
    /// Moves the first image by a pixel, around the edge, and normalizes the mini-batch; then the other way round. How far
    /// the two are apart at most.
    /// </summary>
    public static double Error(ImageBatch batch, params int[] axes)
    {
        int images = int.Min(batch.Images, MostImages), image = batch.Channels * batch.Area;
        int[] shape = [images, batch.Channels, batch.Height, batch.Width];
        float[] before = batch.Nchw[..(images * image)];
        float[] moved = [.. before];
        Move(before.AsSpan(0, image), moved, batch.Width);

        double[] movedThenNormalized = NormalizedFirst(moved, shape, axes);
        double[] normalized = NormalizedFirst(before, shape, axes);
        var normalizedThenMoved = new double[image];
        Move<double>(normalized, normalizedThenMoved, batch.Width);
        return movedThenNormalized.Zip(normalizedThenMoved, (a, b) => Math.Abs(a - b)).Max();
    }

    /// <summary>Each row one pixel to the right; the last pixel becomes the first.</summary>
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
