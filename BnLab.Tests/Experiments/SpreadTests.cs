namespace BnLab.Tests.Experiments;

public sealed class SpreadTests
{
    [Fact]
    public void A_verdict_takes_the_interval_and_from_a_single_seed_the_figure()
    {
        var several = ConfidenceInterval.Of([0.1, 0.3]);
        Assert.Equal((several.Low, several.High), (several.Least, several.Most));
        var one = ConfidenceInterval.Of([0.1]);
        Assert.Equal((0.1, 0.1), (one.Least, one.Most));
    }

    [Theory]
    [InlineData("+0.200 ± 0.012, 3 seeds", 0.2, 0.205, 0.195)]
    [InlineData("-0.200 ± 0.012, 3 seeds", -0.2, -0.205, -0.195)]
    [InlineData("+0.200 ± 1.271, not conclusive over 2 seeds", 0.1, 0.3)]
    [InlineData("0.000 ± 0.002, not conclusive over 2 seeds", -0.0002, 0.0001)]
    [InlineData("0.000 ± 0.000, not conclusive over 2 seeds", 0.0, 0.0)]
    [InlineData("-0.200, one seed, which says nothing about its spread", -0.2)]
    public void A_difference_says_how_sure_it_is(string text, params double[] seeds) => Assert.Equal(text, SpreadSeries.Difference(ConfidenceInterval.Of(seeds)));

    [Theory]
    [InlineData(-0.0004, "0.000", "0.000")]
    [InlineData(-0.0006, "-0.001", "-0.001")]
    [InlineData(0.0006, "+0.001", "0.001")]
    [InlineData(double.NaN, "NaN", "NaN")]
    public void No_zero_has_a_sign(double value, string signed, string plain)
    {
        Assert.Equal(signed, SpreadSeries.Signed(value));
        Assert.Equal(plain, SpreadSeries.Text(ConfidenceInterval.Of([value])));
    }

    [Fact]
    public void What_is_asked_of_several_seeds_is_asked_of_their_interval()
    {
        Assert.Equal("95 % interval above 0", SpreadSeries.Limit(ConfidenceInterval.Of([0.1, 0.3]), "above 0"));
        Assert.Equal("above 0", SpreadSeries.Limit(ConfidenceInterval.Of([0.1]), "above 0"));
    }
}
