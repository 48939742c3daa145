using BnLab.Experiments.Moments;

namespace BnLab.Tests.Experiments;

public sealed class MomentsTests
{
    private static readonly int[] Shape = [6, 5, 4, 3];

    private static readonly Lazy<ExperimentResult> Default = new(() => Run(new() { Shape = Shape, Repeats = 2 }));

    [Fact]
    public void Both_layouts_agree_and_images_may_move()
    {
        Assert.Equal(2, Default.Value.Verdicts.Count);
        Assert.All(Default.Value.Verdicts, verdict => Assert.True(verdict.Passed, verdict.ToString()));
        Assert.Equal("Both layouts give the same 3 means and variances", Default.Value.Verdicts[0].Claim);
    }

    [Fact]
    public void Its_tables_count_means_and_values()
    {
        var rows = Default.Value.Tables.Single(t => t.Name == "moments").Rows;
        Assert.Equal(["(0, 1, 2)", "(0, 2, 3)", "(0)", "(0, 1, 2)"], rows.Select(row => row[4]));
        Assert.Equal([3, 3, 60, 4], rows.Select(row => row[5]));
        Assert.Equal([120, 120, 6, 90], rows.Select(row => row[6]));
        Assert.All(rows, row => Assert.Equal(1.0, (double)row[7], 1e-9)); // one tick of the clock
        var channels = Default.Value.Tables.Single(t => t.Name == "moments.channels").Rows;
        Assert.Equal(3, channels.Count);
        Assert.All(channels, row => Assert.Equal((double)row[2], (double)row[3], 1e-13));
        Assert.All(channels, row => Assert.InRange((double)row[4], 0.1, 8)); // standard deviations of 0.5 to 2
    }

    [Fact]
    public void Channels_are_not_joined_and_both_layouts_are_seen()
    {
        var panels = Assert.Single(Default.Value.Figures).Figure.Rows.Select(row => row.Single()).ToList();
        Assert.All(panels, panel => Assert.All(panel.Series.Cast<LineSeries>(), series => Assert.Equal((false, true), (series.HasLine, series.HasMarkers))));
        Assert.All(panels.Take(2), panel => Assert.Empty(panel.Series.Cast<LineSeries>().First().X.Intersect(panel.Series.Cast<LineSeries>().Last().X)));
    }

    [Fact]
    public void Another_seed_draws_other_images()
    {
        Assert.Equal(Means(231), Means(231));
        Assert.NotEqual(Means(231), Means(232));

        static IEnumerable<object> Means(uint seed) => Run(new() { Shape = Shape, Seed = seed }).Tables[1].Rows.Select(row => row[2]);
    }

    [Theory]
    [InlineData("--shape 1,2,3")]
    [InlineData("--shape 1,2,3,0")]
    [InlineData("--shape 2000000000,2000000000,2000000000,2000000000")]
    [InlineData("--repeats 0")]
    public async Task What_cannot_be_run_is_refused(string options) =>
        Assert.StartsWith($"bnlab: {options}: expected ", await Studies.Refusal($"moments {options}"), StringComparison.Ordinal);

    [Fact]
    public void An_interruption_ends_it() => Assert.Throws<OperationCanceledException>(
        () => MomentsExperiment.Run(new() { Shape = Shape }, () => 0, new CancellationToken(canceled: true)));

    private static ExperimentResult Run(MomentsOptions options)
    {
        int ticks = 0;
        return MomentsExperiment.Run(options, () => ticks++ / 1000.0);
    }
}
