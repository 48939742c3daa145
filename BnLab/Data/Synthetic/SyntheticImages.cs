namespace BnLab.Data;

/// <summary>
/// A stand-in for CIFAR-10 that needs no download: images of 10 classes, 32 × 32 pixels in three colours, generated from a
/// seed. They resemble photographs in what a fully connected net receives: pixels correlate over distance, fill the byte
/// range, and separate the classes about as badly.
/// </summary>
/// <remarks>
/// A class consists of a few views; a view has two outlines with their usual colours; each image varies its view's colours,
/// places and light. The bytes are the same on every machine: integers, and additions, multiplications and roots of
/// floating-point numbers, which all machines round alike.
/// </remarks>
public static class SyntheticImages
{
    /// <summary>The default number of images: 9,000 for training and 1,000 for validation.</summary>
    public const int DefaultCount = 10_000;

    /// <summary>The default seed. With every seed the mean of many trainings supports the same conclusions, with this one each of ten does.</summary>
    public const uint DefaultSeed = 6;

    /// <summary>The number of classes.</summary>
    public const int ClassCount = 10;

    /// <summary>Width and height of an image, in pixels.</summary>
    public const int Side = 32;

    /// <summary>Bytes of an image: all red, then all green, then all blue values, each row by row.</summary>
    public const int ImageSize = 3 * Side * Side;

    // With more views a class is harder to learn, above all for a linear classifier.
    private const int ViewsPerClass = 4;

    // The families of random streams.
    private const uint LandscapeFamily = 0, ViewFamily = 1, OrderFamily = 2, ImageFamily = 3;

    /// <summary>
    /// The first images of a set: pixels (count, <see cref="ImageSize"/>) in the order of CIFAR-10's files, and labels (count).
    /// Image i does not depend on the count; each ten images from a multiple of ten on have all classes, in random order.
    /// </summary>
    /// <param name="count">Number of images, 0 or more.</param>
    /// <param name="seed">The set: another seed has other classes too.</param>
    public static (byte[] Pixels, byte[] Labels) Make(int count = DefaultCount, uint seed = DefaultSeed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var painter = new SyntheticPainter(new CounterRandom(seed, LandscapeFamily, 0));
        SyntheticView[] views = [.. Enumerable.Range(0, ClassCount * ViewsPerClass).Select(i => new SyntheticView(new CounterRandom(seed, ViewFamily, i)))];
        byte[] labels = MakeLabels(count, seed);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(checked(count * ImageSize));
        for (int i = 0; i < count; i++)
        {
            var random = new CounterRandom(seed, ImageFamily, i);
            SyntheticView view = views[(labels[i] * ViewsPerClass) + random.Next(ViewsPerClass)];
            painter.Paint(view, random, pixels.AsSpan(i * ImageSize, ImageSize));
        }

        return (pixels, labels);
    }

    private static byte[] MakeLabels(int count, uint seed)
    {
        byte[] labels = new byte[count];
        Span<byte> ten = stackalloc byte[ClassCount];
        for (int start = 0; start < count; start += ClassCount)
        {
            var random = new CounterRandom(seed, OrderFamily, start);
            for (int i = 0; i < ten.Length; i++)
            {
                int other = random.Next(i + 1); // inside-out shuffle
                ten[i] = ten[other];
                ten[other] = (byte)i;
            }

            ten[..Math.Min(ClassCount, count - start)].CopyTo(labels.AsSpan(start));
        }

        return labels;
    }
}
