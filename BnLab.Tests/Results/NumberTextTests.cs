namespace BnLab.Tests.Results;

/// <summary>Numbers in tables and in the log.</summary>
public sealed class NumberTextTests
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

    [Theory]
    [InlineData(2.290822920444326, "2.290823")]
    [InlineData(0.0078125, "0.007812")] // a tie, which Python rounds to even
    [InlineData(0.0234375, "0.023438")]
    [InlineData(0.00781250000000001, "0.007813")]
    [InlineData(1e22, "10000000000000000000000.000000")]
    [InlineData(-0.5, "-0.500000")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Losses_are_printed_as_Python_prints_them(double loss, string expected) =>
        Assert.Equal($"(Iteration 1 / 200) loss: {expected}", new IterationLine("net", 1, 200, loss).ToString());

    [Fact]
    public void Accuracies_are_the_notebooks_line() => Assert.Equal(
        "(Epoch 3 / 10) train acc: 0.107000; val_acc: 0.115000", new EpochLine("net", 3, 10, 0.107, 0.115).ToString());
}
