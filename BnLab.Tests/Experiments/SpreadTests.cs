namespace BnLab.Tests.Experiments;

public sealed class SpreadTests
{
    [Theory]
    [InlineData(-0.0004, "0.000")]
    [InlineData(-0.0006, "-0.001")]
    [InlineData(0.0006, "0.001")]
    [InlineData(double.NaN, "NaN")]
    public void No_zero_has_a_sign(double value, string text) => Assert.Equal(text, SpreadSeries.Text(ConfidenceInterval.Of([value])));
}
