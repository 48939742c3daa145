namespace BnLab.Tests.Results;

public sealed class TrainingLineTests
{
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
