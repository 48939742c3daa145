namespace BnLab.Tests.Data;

public sealed class FeatureStatisticsTests
{
    [Fact] // np.cov(x, rowvar=False, bias=True)
    public void Means_and_biased_covariances()
    {
        var statistics = FeatureStatistics.Of(Matrix<double>.From(new double[,] { { 1, 2 }, { 3, 10 }, { 5, 0 } }));
        Assert.Equal(3, statistics.Count);
        Close.Equal([3, 4], statistics.Mean.ToArray(), 1e-15);
        Close.Equal([8.0 / 3, -4.0 / 3, -4.0 / 3, 56.0 / 3], statistics.Covariance.ToArray(), 1e-15);
    }

    [Fact]
    public void Blocks_give_what_the_whole_gives()
    {
        var x = Draw.Normal(new NumpyRandom(1), 25, 4, scale: 2, shift: 100);
        var whole = FeatureStatistics.Of(x);
        var blocks = FeatureStatistics.Of([x.RowRange(0, 10), x.RowRange(10, 10), x.RowRange(20, 5)]);
        Assert.Equal(whole.Count, blocks.Count);
        Close.Equal(whole.Mean, blocks.Mean, 1e-15);
        Close.Equal(whole.Covariance, blocks.Covariance, 1e-13);
    }

    [Fact]
    public void No_samples_have_none() => Assert.Throws<ArgumentException>(() => FeatureStatistics.Of([]));
}
