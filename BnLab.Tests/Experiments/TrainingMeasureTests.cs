namespace BnLab.Tests.Experiments;

public sealed class TrainingMeasureTests
{
    [Theory]
    [InlineData(new[] { 9.0, 9, 1, 2 }, 1.5)]
    [InlineData(new[] { 1.0, 1, 5, 6 }, 2.302585092994046)]
    [InlineData(new[] { 1.0, 1, 1, double.NaN }, 2.302585092994046)]
    [InlineData(new[] { 1.0, 1, 1, double.PositiveInfinity }, 2.302585092994046)]
    public void A_loss_counts_as_that_of_a_guess_at_most(double[] losses, double expected) =>
        Assert.Equal(expected, TrainingMeasure.LastLoss(new("net", 1, losses, [new(0, 0.1, 0.1), new(1, 0.1, 0.1), new(2, 0.1, 0.1)])), 1e-12);

    [Fact]
    public void The_gap_is_between_trained_and_held_out_images()
    {
        var history = new History("net", 1, [1.0], [new(0, 0.1, 0.1), new(1, 0.75, 0.5)]) { Right = [1, 0, 0, 0] };
        Assert.Equal(0.25, TrainingMeasure.HeldOutAccuracy(history));
        Assert.Equal(0.5, TrainingMeasure.Gap(history));
    }
}
