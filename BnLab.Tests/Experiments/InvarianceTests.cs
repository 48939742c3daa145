using BnLab.Experiments.Invariance;

namespace BnLab.Tests.Experiments;

public sealed class InvarianceTests
{
    private static readonly Lazy<ExperimentResult> Result = new(() => DirectRun.Of("invariance"));

    [Fact]
    public void All_identities_hold_and_eps_breaks_them()
    {
        Assert.Equal(6, Result.Value.Checks.Count);
        Assert.All(Result.Value.Checks, check => Assert.True(check.Passed, check.ToString()));
        Assert.Empty(Result.Value.Claims);
    }

    /// <summary>To first order the standard deviation with c · W is off by eps / (2 · variance · c²), that with W by the same with c = 1.</summary>
    [Fact]
    public void What_eps_changes_falls_with_the_square_of_the_factor()
    {
        var rows = Result.Value.Tables.Single(table => table.Name == "invariance").Rows.ToDictionary(row => Math.Round(2 * Math.Log10((double)row[0])), row => (double)row[3]);
        Assert.Equal(12, rows.Count);
        Assert.Equal((1 / 0.01 - 1) / (1 / 0.1 - 1), rows[-2] / rows[-1], 0.3);
        Assert.Equal(1.0, rows[6] / rows[5], 0.01);
    }

    [Fact]
    public void The_rate_grows_as_derived_and_decay_makes_a_difference()
    {
        var decay = new DecayComparison(7, CancellationToken.None);
        Assert.Equal(Math.Pow(0.95, -2 * 49), decay.Rates[^1] / decay.Rates[0], 1e-9);
        Assert.All(decay.Decay.Zip(decay.Growing), losses => Assert.Equal(losses.First, losses.Second, 1e-10));
        Assert.True(Math.Abs(decay.Decay[^1] - decay.Neither[^1]) > 1e-3);
    }
}
