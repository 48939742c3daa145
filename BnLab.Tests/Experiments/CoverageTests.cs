namespace BnLab.Tests.Experiments;

/// <summary>Of 1,000 simulated studies, about 950 intervals contain the true effect.</summary>
public sealed class CoverageTests
{
    private const int Studies = 1_000;

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Of_paired_differences(int seeds) => Covers(0.3, random => ConfidenceInterval.Of([.. Enumerable.Range(0, seeds).Select(_ =>
    {
        double seed = 5 * random.NextNormal(); // what both nets of a seed have in common
        return seed + 0.3 + random.NextNormal() - (seed + random.NextNormal());
    })]));

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    public void Of_ratios(int seeds) => Covers(Math.Log(0.7), random => ConfidenceInterval.Of([.. Enumerable.Range(0, seeds).Select(_ =>
    {
        double seed = Math.Exp(random.NextNormal());
        return Math.Log(0.7 * seed * Math.Exp(0.3 * random.NextNormal()) / (seed * Math.Exp(0.3 * random.NextNormal())));
    })]));

    /// <summary>A net is right where its skill, the image's ease and chance add up to more than 0; both nets see the same images.</summary>
    [Theory]
    [InlineData(10, 300, 0.0)] // no spread over the seeds
    [InlineData(3, 300, 0.1)]
    [InlineData(3, 300, 0.3)]
    [InlineData(10, 300, 0.1)]
    [InlineData(5, 200, 0.3)]
    [InlineData(10, 2_000, 0.03)]
    public void With_images_as_the_second_source_of_variation(int seeds, int images, double ofSeed)
    {
        const double Better = 0.4, Worse = 0.2, OfImage = 0.8, OfBoth = 0.4;
        double deviation = Math.Sqrt((ofSeed * ofSeed) + (OfImage * OfImage) + (OfBoth * OfBoth) + 1);
        double truth = Normal(Better / deviation) - Normal(Worse / deviation);
        int studies = images > 1_000 ? 300 : Studies;
        Covers(truth, Study, studies);

        ConfidenceInterval Study(NumpyRandom random)
        {
            double[] ease = Draws(images, OfImage);
            double[] better = Draws(images, OfBoth), worse = Draws(images, OfBoth); // how an image suits each net
            return ConfidenceInterval.OfImages([.. Enumerable.Range(0, seeds).Select(_ =>
            {
                double first = Better + (ofSeed * random.NextNormal()), second = Worse + (ofSeed * random.NextNormal());
                return ease.Select((image, i) => Right(first + image + better[i]) - Right(second + image + worse[i])).ToArray();
            })]);

            double[] Draws(int count, double scale) => [.. Enumerable.Range(0, count).Select(_ => scale * random.NextNormal())];
            double Right(double skill) => skill + random.NextNormal() > 0 ? 1 : 0;
        }
    }

    private static void Covers(double truth, Func<NumpyRandom, ConfidenceInterval> study, int studies = Studies)
    {
        var random = new NumpyRandom(231);
        double covered = Enumerable.Range(0, studies).Count(_ => study(random) is var interval && interval.Low <= truth && truth <= interval.High) / (double)studies;
        Assert.InRange(covered, 0.93, 0.97);
    }

    /// <summary>The normal distribution, by Simpson's rule.</summary>
    private static double Normal(double x)
    {
        const int Steps = 1_000;
        double sum = 0.0;
        for (int i = 0; i <= Steps; i++) sum += (i is 0 or Steps ? 1 : i % 2 == 0 ? 2 : 4) * Math.Exp(-0.5 * Math.Pow(x * i / Steps, 2));
        return 0.5 + (sum * x / Steps / 3 / Math.Sqrt(2 * Math.PI));
    }
}
