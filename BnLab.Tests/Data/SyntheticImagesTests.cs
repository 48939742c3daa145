using System.Security.Cryptography;

namespace BnLab.Tests.Data;

public class SyntheticImagesTests
{
    private const int Side = SyntheticImages.Side;
    private const int Size = SyntheticImages.ImageSize;

    private static readonly (byte[] Pixels, byte[] Labels) Set = SyntheticImages.Make(5000);

    [Fact]
    public void The_first_images_of_the_default_set_never_change()
    {
        Assert.Equal([4, 2, 6, 8, 3, 7, 1, 0, 9, 5, 9, 0, 6, 4, 7, 1, 8, 3, 2, 5], Set.Labels[..20]);
        Assert.Equal("dc849995868f9fe1fa850b18c3a81f43956da175638c142d18d50a29b9323b2f", Convert.ToHexStringLower(SHA256.HashData(Set.Pixels.AsSpan(0, 100 * Size))));
    }

    [Fact]
    public void The_same_seed_makes_the_same_set_and_another_one_another()
    {
        Assert.Equal(SyntheticImages.Make(50, seed: 7).Pixels, SyntheticImages.Make(50, seed: 7).Pixels);
        Assert.NotEqual(SyntheticImages.Make(50, seed: 7).Pixels, SyntheticImages.Make(50, seed: 8).Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(1000)]
    public void An_image_does_not_depend_on_how_many_are_made(int count)
    {
        var (pixels, labels) = SyntheticImages.Make(count);
        Assert.Equal(Set.Labels[..count], labels);
        Assert.True(pixels.AsSpan().SequenceEqual(Set.Pixels.AsSpan(0, count * Size)));
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticImages.Make(-1));

    [Fact]
    public void Every_ten_images_hold_each_class_once_in_changing_order()
    {
        byte[][] tens = [.. Set.Labels.Chunk(SyntheticImages.ClassCount)];
        Assert.All(tens, ten => Assert.Equal(SyntheticImages.ClassCount, ten.Distinct().Count()));
        Assert.Equal(SyntheticImages.ClassCount - 1, Set.Labels.Max());
        Assert.True(tens.Select(ten => string.Join(' ', ten)).Distinct(StringComparer.Ordinal).Count() > 490);
    }

    [Fact]
    public void Pixels_use_the_byte_range_as_photographs_do()
    {
        double mean = Set.Pixels.Average(value => (double)value);
        double deviation = Math.Sqrt(Set.Pixels.Average(value => (value - mean) * (value - mean)));
        int[] histogram = new int[256];
        foreach (byte value in Set.Pixels) histogram[value]++;
        Assert.InRange(mean, 110, 130);
        Assert.InRange(deviation, 55, 70);
        Assert.DoesNotContain(0, histogram);
        Assert.InRange(histogram[0] + histogram[255], 1, Set.Pixels.Length / 10);
    }

    // CIFAR-10: 0.93, 0.71 and 0.43.
    [Theory]
    [InlineData(1, 0.88, 0.96)]
    [InlineData(4, 0.62, 0.78)]
    [InlineData(16, 0.25, 0.50)]
    public void Neighbouring_pixels_are_alike_the_less_the_further_apart(int distance, double least, double most)
    {
        Assert.InRange(Correlation(distance, 0), least, most);
        Assert.InRange(Correlation(0, distance), least, most);
    }

    // Guessing gives 0.10; CIFAR-10's class means tell 0.28 of its images right.
    [Fact]
    public void The_mean_images_of_the_classes_tell_a_few_images_apart_but_no_more()
    {
        const int Train = 4000;
        double[][] means = new double[SyntheticImages.ClassCount][];
        for (int label = 0; label < means.Length; label++)
        {
            int[] members = [.. Enumerable.Range(0, Train).Where(i => Set.Labels[i] == label)];
            means[label] = [.. Enumerable.Range(0, Size).Select(k => members.Average(i => (double)Set.Pixels[(i * Size) + k]))];
        }

        int right = Enumerable.Range(Train, Set.Labels.Length - Train).Count(i => Nearest(means, i) == Set.Labels[i]);
        Assert.InRange(right / (double)(Set.Labels.Length - Train), 0.14, 0.35);
    }

    private static int Nearest(double[][] means, int image)
    {
        byte[] pixels = Set.Pixels[(image * Size)..((image + 1) * Size)];
        double[] distances = [.. means.Select(mean => mean.Zip(pixels, (m, p) => (m - p) * (m - p)).Sum())];
        return Array.IndexOf(distances, distances.Min());
    }

    // The correlation of the values of pixels that lie so far apart, over the first 1,000 images.
    private static double Correlation(int across, int down)
    {
        var (x, y) = (new List<double>(), new List<double>());
        for (int i = 0; i < 3 * 1000 * Side * Side; i++)
        {
            if (i % Side >= Side - across || i / Side % Side >= Side - down) continue;
            x.Add(Set.Pixels[i]);
            y.Add(Set.Pixels[i + (down * Side) + across]);
        }

        double meanX = x.Average(), meanY = y.Average();
        double covariance = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
