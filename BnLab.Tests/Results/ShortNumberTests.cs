namespace BnLab.Tests.Results;

public sealed class ShortNumberTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1e-8, "1e-08")]
    [InlineData(3.252e-10, "3.25e-10")]
    [InlineData(-5.5e-105, "-5.5e-105")]
    [InlineData(0.000999, "9.99e-04")]
    [InlineData(0.001, "0.001")]
    [InlineData(-1.2247449, "-1.22474")]
    [InlineData(123456.7, "123457")]
    [InlineData(1e6, "1e+06")]
    [InlineData(999_999.7, "1e+06")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Numbers_are_plain_where_they_are_easily_read(double value, string text) => Assert.Equal(text, ShortNumber.Text(value));

    [Fact]
    public void Zero_has_no_sign() => Assert.Equal("0", ShortNumber.Text(double.NegativeZero));
}
