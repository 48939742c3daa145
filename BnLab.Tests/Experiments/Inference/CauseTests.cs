using BnLab.Experiments.Inference;

namespace BnLab.Tests.Experiments.Inference;

/// <summary>A verdict on cures follows from the numbers.</summary>
public sealed class CauseTests
{
    [Theory]
    [InlineData(0.10, 0.25, 0.24, true)]
    [InlineData(0.10, 0.25, 0.19, false)] // with one of the cures, more than half of what was lost is lost still
    [InlineData(0.10, 0.19, 0.30, false)]
    [InlineData(0.28, 0.30, 0.31, false)] // so little may have been lost by chance: there is nothing to cure
    [InlineData(0.35, 0.30, 0.30, false)]
    [InlineData(0.10, double.NaN, 0.30, false)]
    public void By_accuracy_each_cure_brings_back_the_greater_part_of_a_real_loss(double fault, double first, double second, bool holds)
    {
        var cause = new Cause("name", "Title", Harm.LostAccuracy,
        [
            Of("reference", Role.Reference, 0.30, 0), Of("fault", Role.Fault, fault, 9), Of("another", Role.Fault, 0.29, 9),
            Of("first", Role.Cure, first, 8), Of("second", Role.Cure, second, 8),
        ]);
        Assert.Equal(holds, cause.Judge().Passed);
    }

    [Theory]
    [InlineData(2.0, 0.9, 0.1, true)]
    [InlineData(2.0, 0.1, 1.0, false)]
    [InlineData(2.0, 0.1, double.NaN, false)]
    [InlineData(double.NaN, 0.1, 0.1, false)]
    public void By_difference_each_cure_leaves_less_than_half(double fault, double first, double second, bool holds)
    {
        var cause = new Cause("name", "Title", Harm.OtherScores,
        [
            Of("first", Role.Cure, 0.11, first), Of("second", Role.Cure, 0.1, second), Of("fault", Role.Fault, 0.12, fault), Of("reference", Role.Reference, 0.3, 0),
        ]);
        var verdict = cause.Judge();
        Assert.Equal(holds, verdict.Passed);
        Assert.Equal("Title: each cure takes away the greater part of the harm to the scores", verdict.Claim);
        if (holds) Assert.Equal("difference of the scores 2.000 with fault (accuracy 0.120), at most 0.900 with first (accuracy 0.110)", verdict.Measured);
    }

    private static Case Of(string name, Role role, double accuracy, double difference) => new("name", name, role, accuracy, difference) { Uncertainty = 0.03 };
}
