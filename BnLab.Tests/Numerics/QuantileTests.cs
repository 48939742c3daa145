namespace BnLab.Tests.Numerics;

public sealed class QuantileTests
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
}
