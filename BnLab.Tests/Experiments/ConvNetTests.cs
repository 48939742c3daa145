using BnLab.Experiments.ConvNet;

namespace BnLab.Tests.Experiments;

public sealed class ConvNetTests
{
    private const string Small = "convnet --filters 3 --kernel 3 --num-train 40 --split 40,20 --hidden 5 --epochs 3 --batch-size 10";

    private static readonly ImageSet Images = TinyImages.Make(60, new(2, 6, 8));

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run($"{Small} --seeds 2", Images));

    [Fact]
    public void Four_nets_are_trained_with_each_seed()
    {
        Assert.Equal(
            [.. from seed in new[] { 231u, 232u } from net in new[] { "batchnorm", "batchnorm-lrn", "lrn", "baseline" } select (net, seed)],
            Result.Value.Histories.Select(h => (h.Net, h.Seed)));
        Assert.Equal(["convnet", "convnet.summary", "convnet.loss", "convnet.accuracy"], Result.Value.Tables.Select(table => table.Name));
        Assert.Equal([8, 4, 8 * 12, 8 * 4], Result.Value.Tables.Select(table => table.Rows.Count));
        Assert.All(Result.Value.Tables.Where(table => table.IsWritten), table => Assert.Equal(["net", "seed"], table.Columns.Take(2)));
        Assert.Equal(3, Assert.Single(Result.Value.Figures).Figure.Rows.Count);
    }

    [Fact]
    public void A_seed_gives_the_same_whatever_is_trained_beside_it()
    {
        var alone = Studies.Run($"{Small} --seeds 1 --seed 232 --workers 1", Images);
        foreach (var (one, beside) in alone.Histories.Zip(Result.Value.Histories.Skip(4)))
        {
            Assert.Equal(one.Net, beside.Net);
            Assert.Equal(one.Losses, beside.Losses);
            Assert.Equal(one.Epochs, beside.Epochs);
        }
    }

    /// <summary>Accuracies of batch normalization, both, local response normalization, and neither, over ten seeds.</summary>
    [Theory]
    [InlineData(new[] { 0.4, 0.401, 0.37, 0.35 }, nameof(Outcome.Holds), nameof(Outcome.Holds))]
    [InlineData(new[] { 0.4, 0.44, 0.35, 0.35 }, nameof(Outcome.DoesNotHold), nameof(Outcome.NotDecided))]
    [InlineData(new[] { 0.4, 0.42, 0.33, 0.35 }, nameof(Outcome.NotDecided), nameof(Outcome.DoesNotHold))]
    public void Held_out_accuracies_say_what_is_needless(double[] accuracies, string needless, string helps)
    {
        var random = new NumpyRandom(2);
        var runs = from seed in Enumerable.Range(0, 10)
                   from net in ConvNetStudy.Nets.Index()
                   let right = (1_000 * accuracies[net.Index]) + (4 * random.NextNormal())
                   select new History(net.Item.Name, (uint)seed, [net.Item == NetVariant.Baseline ? double.NaN : 1.5 + (0.1 * random.NextNormal())], [new(0, 0.1, 0.1), new(1, 0.5, 0.3)])
                   {
                       Right = [.. Enumerable.Range(0, 1_000).Select(i => (byte)(i < right ? 1 : 0))],
                   };
        var claims = ConvNetStudy.Judge(new("convnet", ConvNetStudy.Nets, [.. runs], history => history));
        Assert.Equal([needless, helps], claims.Skip(1).Select(claim => $"{claim.Outcome}"));
        Assert.Equal(Outcome.Holds, claims[0].Outcome); // the baseline's NaN counts as a guess
        Assert.InRange(claims[0].Effect!.Value, 1.4 / Math.Log(10), 1.6 / Math.Log(10));
    }

    [Fact]
    public void The_nets_differ()
    {
        var losses = Result.Value.Histories.Take(4).Select(h => h.Losses[^1]).ToList();
        Assert.Equal(4, losses.Distinct().Count());
    }

    [Fact]
    public void Double_precision_begins_as_single_precision_does()
    {
        var wide = Studies.Run($"{Small} --seeds 1 --dtype float64", Images);
        Assert.All(wide.Histories.Zip(Result.Value.Histories), pair => Assert.Equal(pair.First.Losses[0], pair.Second.Losses[0], 1e-4));
        Assert.NotEqual(wide.Histories[0].Losses, Result.Value.Histories[0].Losses);
    }

    [Fact]
    public void The_log_has_the_lines_of_each_training()
    {
        var lines = new List<TrainingLine>();
        Studies.Run($"{Small} --seeds 1 --workers 3", Images, new Told<TrainingLine>(lines.Add));
        Assert.Equal(
            ["Batch normalization, seed 231:", "Both, seed 231:", "Local response normalization, seed 231:", "Baseline, seed 231:"],
            lines.OfType<HeadingLine>().Select(line => line.Heading));
        Assert.Equal(4 * 4, lines.OfType<EpochLine>().Count());
    }

    [Theory]
    [InlineData("--split 40,20 --filters 100000", "--filters 100000: expected at most 55924 with mini-batches of 100")]
    [InlineData("--split 40,20 --kernel 15", "--kernel 15: expected at most 14")]
    [InlineData("--split 39,20", "--num-train 40: ")]
    [InlineData("--split 40,20 --kernel 3 --filters 64 --hidden 8000000 --batch-size 1", "--hidden 8000000: expected a first layer of at most 4194304 after 64 values", 2, 2)]
    [InlineData("--split 40,20 --kernel 3", "--data a formula: expected images of even height and width, not 2 × 5 × 8", 5)]
    public void What_cannot_be_run_is_refused(string options, string message, int height = 6, int width = 8)
    {
        var exception = Assert.Throws<OptionException>(() => Studies.Run($"convnet --num-train 40 {options}", TinyImages.Make(60, new(2, height, width))));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }
}
