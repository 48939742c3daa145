using BnLab.Experiments.BackwardSpeed;

namespace BnLab.Tests.Experiments;

/// <summary>Which differences of two backward passes are rounding, and what their times come to.</summary>
public sealed class BackwardSpeedTests
{
    [Theory]
    [InlineData(231u)]
    [InlineData(WithATinyElement)]
    public void Both_passes_give_the_same_gradients_up_to_rounding(uint seed) =>
        Assert.All(Run(seed).Checks, check => Assert.True(check.Passed, check.ToString()));

    [Fact]
    public void The_notebooks_error_of_an_element_that_is_almost_zero_is_larger_than_any_fixed_limit()
    {
        var rows = Run(WithATinyElement).Tables[0].Rows;
        Assert.Contains(rows, row => (double)row[2] > 5e-11);
        Assert.All(rows, row => Assert.InRange((double)row[3], 0.0, 1e-15));
        Assert.All(rows, row => Assert.InRange((double)row[4], 1e-15, 1e-11));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    public void A_dx_that_is_wrong_in_one_element_fails(double relative)
    {
        var checks = Run(231, (dy, pass) =>
        {
            var right = BatchNorm.BackwardClosedForm(dy, pass);
            var dx = right.Dx.Clone();
            dx[3, 2] += relative * dx.ToArray().Max(Math.Abs);
            return right with { Dx = dx };
        }).Checks;
        Assert.All(checks, check => Assert.False(check.Passed, check.ToString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_dgamma_or_dbeta_that_differs_in_the_last_place_fails(bool gamma)
    {
        var checks = Run(231, (dy, pass) =>
        {
            var right = BatchNorm.BackwardClosedForm(dy, pass);
            return gamma ? right with { Dgamma = right.Dgamma.Map(Math.BitIncrement) } : right with { Dbeta = right.Dbeta.Map(Math.BitIncrement) };
        }).Checks;
        Assert.All(checks, check => Assert.False(check.Passed, check.ToString()));
    }

    /// <summary>A clock that only moves while something is timed: walks take 4, 2 and 100 ms, closed forms 1, 9 and 2, fused ones 1.</summary>
    [Fact]
    public void Times_are_medians_and_the_speed_up_is_their_ratio()
    {
        double[] durations = [4, 1, 1, 2, 9, 1, 100, 2, 1];
        int calls = 0;
        double now = 0;
        var result = Run(repeats: 3, () =>
        {
            int call = calls++;
            if (call % 2 == 1) now += durations[call / 2 % durations.Length] / 1000.0;
            return now;
        });
        Assert.All(result.Tables[0].Rows, row => Assert.Equal(
            (4000.0, 2000.0, 2.0, 1000.0), (Micro(row[7]), Micro(row[8]), Micro(row[9]), Micro(row[10]))));
        Assert.Contains(result.Printed, line => line.Parts is ["speedup: 2.00x"]);

        static double Micro(object cell) => Math.Round((double)cell, 6);
    }

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_middle_two()
    {
        double[] durations = [1, 1, 1, 4, 1, 1];
        int calls = 0;
        double now = 0;
        var result = Run(repeats: 2, () =>
        {
            int call = calls++;
            if (call % 2 == 1) now += durations[call / 2 % durations.Length];
            return now;
        });
        Assert.All(result.Tables[0].Rows, row => Assert.Equal(2.5, Math.Round((double)row[9], 6)));
    }

    /// <summary>A seed that draws an element of dx close to 0 by chance.</summary>
    private const uint WithATinyElement = 7;

    private static ExperimentResult Run(uint seed, Func<Matrix<double>, BatchNorm.Pass<double>, BatchNorm.Gradients<double>>? closedForm = null) =>
        BackwardSpeedExperiment.Run([(100, 500), (10, 10)], closedForm ?? BatchNorm.BackwardClosedForm, seed, repeats: 1, () => 0.0);

    private static ExperimentResult Run(int repeats, Func<double> clock) =>
        BackwardSpeedExperiment.Run([(100, 500), (10, 10)], BatchNorm.BackwardClosedForm, seed: 231, repeats, clock);
}
