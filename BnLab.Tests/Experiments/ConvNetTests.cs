namespace BnLab.Tests.Experiments;

public sealed class ConvNetTests
{
    private const string Small = "convnet --filters 3 --kernel 3 --num-train 40 --split 40,20 --hidden 5 --epochs 3 --batch-size 10";

    private static readonly ImageSet Images = TinyImages.Make(60, new(2, 6, 8));

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run($"{Small} --seeds 2", Images));

    private static readonly Lazy<ExperimentResult> OneSeed = new(() => Studies.Run($"{Small} --seeds 1", Images));

    [Fact]
    public void Three_nets_are_trained_with_each_seed()
    {
        Assert.Equal(
            [("batchnorm", 231u), ("lrn", 231u), ("baseline", 231u), ("batchnorm", 232u), ("lrn", 232u), ("baseline", 232u)],
            Result.Value.Histories.Select(h => (h.Net, h.Seed)));
        Assert.Equal(["convnet", "convnet.summary", "convnet.loss", "convnet.accuracy"], Result.Value.Tables.Select(table => table.Name));
        Assert.Equal([6, 3, 6 * 12, 6 * 4], Result.Value.Tables.Select(table => table.Rows.Count));
        Assert.All(Result.Value.Tables.Where(table => table.IsWritten), table => Assert.Equal(["net", "seed"], table.Columns.Take(2)));
        Assert.Equal(3, Assert.Single(Result.Value.Figures).Figure.Rows.Count);
    }

    [Fact]
    public void A_seed_gives_the_same_whatever_is_trained_beside_it()
    {
        var alone = Studies.Run($"{Small} --seeds 1 --seed 232 --workers 1", Images);
        foreach (var (one, beside) in alone.Histories.Zip(Result.Value.Histories.Skip(3)))
        {
            Assert.Equal(one.Net, beside.Net);
            Assert.Equal(one.Losses, beside.Losses);
            Assert.Equal(one.Epochs, beside.Epochs);
        }
    }

    [Fact]
    public void Bands_reach_from_the_lowest_seed_to_the_highest()
    {
        var panel = Result.Value.Figures[0].Figure.Rows[2][0];
        Assert.Equal("Validation accuracy: mean and range over 2 seeds", panel.Title);
        double[][] runs = [.. Result.Value.Histories.Where(h => h.Net == "batchnorm").Select(h => h.Epochs.Select(e => e.Validation).ToArray())];
        var band = panel.Series.OfType<BandSeries>().First();
        Assert.Equal(runs[0].Zip(runs[1], Math.Min), band.Low);
        Assert.Equal(runs[0].Zip(runs[1], Math.Max), band.High);
        Assert.Equal(runs[0].Zip(runs[1], (a, b) => (a + b) / 2), panel.Series.OfType<LineSeries>().First().Y);
        var one = OneSeed.Value.Figures[0].Figure;
        Assert.Equal("Validation accuracy", one.Rows[2][0].Title);
        Assert.Empty(one.Rows[2][0].Series.OfType<BandSeries>());
    }

    [Fact]
    public void The_nets_differ()
    {
        var losses = Result.Value.Histories.Take(3).Select(h => h.Losses[^1]).ToList();
        Assert.Equal(3, losses.Distinct().Count());
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
            ["Batch normalization, seed 231:", "Local response normalization, seed 231:", "Baseline, seed 231:"],
            lines.OfType<HeadingLine>().Select(line => line.Heading));
        Assert.Equal(3 * 4, lines.OfType<EpochLine>().Count());
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
