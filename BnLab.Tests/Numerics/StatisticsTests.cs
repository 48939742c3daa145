namespace BnLab.Tests.Numerics;

/// <summary>Quantiles, and bounds of Student's distribution.</summary>
public sealed class StatisticsTests
{
    [Theory] // np.quantile([1, 2, 4, 8, 16], part)
    [InlineData(0.0, 1.0)]
    [InlineData(0.15, 1.6)]
    [InlineData(0.5, 4.0)]
    [InlineData(0.85, 11.2)]
    [InlineData(1.0, 16.0)]
    public void Quantiles_are_NumPys(double part, double expected) => Assert.Equal(expected, Quantile.Of([1, 2, 4, 8, 16], part), 12);

    [Fact]
    public void One_value_is_all_its_quantiles() => Assert.Equal(3, Quantile.Of([3], 0.15));

    [Fact]
    public void A_part_is_from_0_to_1()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1, 2], 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1, 2], double.NaN));
    }

    [Theory] // the bounds that every table of the distribution has
    [InlineData(0.95, 1, 12.7062)]
    [InlineData(0.95, 2, 4.3027)]
    [InlineData(0.95, 4, 2.7764)]
    [InlineData(0.95, 9, 2.2622)]
    [InlineData(0.95, 100, 1.9840)]
    [InlineData(0.99, 5, 4.0321)]
    public void Bounds_are_those_of_the_tables(double probability, int degrees, double bound) =>
        Assert.Equal(bound, StudentT.Bound(probability, degrees), 4);

    [Fact]
    public void Half_width_of_five_runs()
    {
        var spread = ConfidenceInterval.Of([1, 2, 3, 4, 5]);
        Assert.Equal(3, spread.Mean);
        Assert.Equal(2.7764 * Math.Sqrt(2.5 / 5), spread.HalfWidth, 4);
        Assert.Equal((spread.Mean - spread.HalfWidth, spread.Mean + spread.HalfWidth), (spread.Low, spread.High));
    }

    [Fact]
    public void One_run_says_nothing_about_its_spread() => Assert.True(double.IsNaN(ConfidenceInterval.Of([0.5]).HalfWidth));
}
