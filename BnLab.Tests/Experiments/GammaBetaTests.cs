using BnLab.Experiments.GammaBeta;

namespace BnLab.Tests.Experiments;

public sealed class GammaBetaTests
{
    private static readonly ExperimentResult Result = Studies.Run(
        "gamma-beta --seeds 2 --num-train 100 --hidden 12,12 --lr 0.5 --batch-size 50 --epochs 20", TinyImages.Make());

    [Fact]
    public void Ten_nets_are_trained_with_every_seed() => Assert.Equal(
        from activation in new[] { "sigmoid", "relu" }
        from learned in new[] { "learned", "gamma", "beta", "gamma-2", "fixed" }
        from seed in new[] { 231u, 232u }
        select ($"{activation}-{learned}", seed),
        Result.Histories.Select(h => (h.Net, h.Seed)));

    /// <summary>The first loss is that of the weights; only a gamma of 2 changes it.</summary>
    [Fact]
    public void Nets_of_a_seed_and_an_activation_begin_alike() => Assert.All(Result.Histories.GroupBy(h => (h.Seed, h.Net.Split('-')[0])), nets =>
    {
        double first = nets.First().Losses[0];
        Assert.All(nets, h => Assert.Equal(!h.Net.EndsWith("gamma-2", StringComparison.Ordinal), h.Losses[0] == first));
        Assert.Equal(5, nets.Select(h => h.Losses[^1]).Distinct().Count()); // and they end in five ways
    });

    [Fact]
    public void Fixed_ones_stay_where_normalization_puts_them()
    {
        var layers = Table("gamma-beta.layers").Rows.Where(row => (string)row[1] == "fixed").ToList();
        Assert.All(layers.Where(row => (string)row[0] == "sigmoid"), row => Assert.InRange((double)row[5], 0.9, 1)); // 0.97 of a normal distribution
        Assert.InRange(layers.Where(row => (string)row[0] == "relu").Average(row => (double)row[6]), 0.4, 0.6); // half of a symmetrical one is below 0
        var wider = Table("gamma-beta.layers").Rows.Where(row => (string)row[0] == "sigmoid" && (string)row[1] == "gamma-2");
        Assert.All(wider, row => Assert.InRange((double)row[4], 0.8, 0.97)); // twice as wide: less straight
    }

    [Fact]
    public void The_claims_follow_from_the_table()
    {
        double[] differences = [.. new[] { 231u, 232u }.Select(seed => Linearity("learned", seed) - Linearity("fixed", seed))];
        var expected = ConfidenceInterval.Of(differences);
        Assert.Equal((expected.Mean, expected.Low), (Result.Claims[0].Effect!.Value, Result.Claims[0].Low!.Value));
        Assert.Equal(7, Result.Claims.Count);

        double Linearity(string learned, uint seed) => Table("gamma-beta.layers").Rows
            .Where(row => (string)row[0] == "sigmoid" && (string)row[1] == learned && (uint)row[2] == seed).Average(row => (double)row[4]);
    }

    [Fact]
    public void With_learned_and_fixed_ones_swapped_the_claims_turn()
    {
        GammaBetaRun[] all = [.. Enumerable.Range(0, 3).SelectMany(seed => GammaBetaVariant.All.Select(net => Run(net, seed)))];
        var claims = GammaBetaReport.Judge(new StudyRuns<GammaBetaVariant, GammaBetaRun>("gamma-beta", GammaBetaVariant.All, all, run => run.History));
        Assert.Equal((Outcome.DoesNotHold, Outcome.DoesNotHold), (claims[0].Outcome, claims[1].Outcome));

        static GammaBetaRun Run(GammaBetaVariant net, int seed)
        {
            bool isFixed = net.Learned == ScaleShift.Neither;
            byte[] right = [.. Enumerable.Range(0, 200).Select(i => (byte)(i < (isFixed ? 150 : 50) + seed ? 1 : 0))];
            return new(new History(net.Name, 231, [], []) { Right = right }, [new(0.5, isFixed ? 0.5 : 0.9 + (0.001 * seed), 0, 0), new(0.5, 0.9, 0, 0)]);
        }
    }

    private static Table Table(string name) => Result.Tables.Single(table => table.Name == name);
}
