namespace BnLab.Tests.Experiments;

public sealed class ConvnetTests
{
    private static readonly ConvnetOptions Small = new()
    {
        Filters = 3,
        Kernel = 3,
        Seeds = 2,
        Settings = new() { NumTrain = 40, Split = new(40, 20), Hidden = [5], WeightScale = 1e-2, Solver = new() { Epochs = 3, BatchSize = 10 } },
    };

    private static readonly Lazy<ExperimentResult> Result = new(() => Convnet.Run(Small, SmallImages.Make()));

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
        Assert.True(Result.Value.Complete);
    }

    [Fact]
    public void A_seed_gives_the_same_whatever_is_trained_beside_it()
    {
        var alone = Convnet.Run(Small with { Seeds = 1, Settings = Small.Settings with { Seed = 232, Workers = 1 } }, SmallImages.Make());
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
        var one = Convnet.Run(Small with { Seeds = 1 }, SmallImages.Make()).Figures[0].Figure;
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
        var wide = Convnet.Run(Small with { Seeds = 1, Settings = Small.Settings with { DType = DType.Float64 } }, SmallImages.Make());
        Assert.All(wide.Histories.Zip(Result.Value.Histories), pair => Assert.Equal(pair.First.Losses[0], pair.Second.Losses[0], 1e-4));
        Assert.NotEqual(wide.Histories[0].Losses, Result.Value.Histories[0].Losses);
    }

    [Fact]
    public void Verdicts_follow_from_the_histories()
    {
        var of = Result.Value.Histories.ToLookup(h => h.Net);
        ConfidenceInterval loss = Apart("baseline", h => h.Losses.TakeLast(4).Average()), accuracy = Apart("baseline", h => h.Epochs[^1].Train), best = Apart("lrn", h => h.BestValAccuracy);
        Assert.Equal([loss.High < 0, accuracy.Low > 0, best.Low >= 0], Result.Value.Verdicts.Select(v => v.Passed));
        Assert.All(
            Result.Value.Verdicts.Zip([loss, accuracy, best]),
            pair => Assert.EndsWith($"apart by {SpreadSeries.Difference(pair.Second)}", pair.First.Measured, StringComparison.Ordinal));

        ConfidenceInterval Apart(string other, Func<History, double> figure) => ConfidenceInterval.Of([.. of["batchnorm"].Zip(of[other], (a, b) => figure(a) - figure(b))]);
    }

    [Fact]
    public void One_seed_claims_no_spread()
    {
        var result = Convnet.Run(Small with { Seeds = 1 }, SmallImages.Make());
        Assert.All(result.Verdicts, verdict => Assert.EndsWith(", one seed, which says nothing about its spread", verdict.Measured, StringComparison.Ordinal));
    }

    [Fact]
    public void An_interrupted_run_keeps_what_was_finished_and_judges_nothing()
    {
        using var source = new CancellationTokenSource();
        var progress = new Stopper(source, after: "lrn");
        var result = Convnet.Run(Small with { Settings = Small.Settings with { Workers = 1 } }, SmallImages.Make(), progress, source.Token);
        Assert.False(result.Complete);
        Assert.Equal(["batchnorm"], result.Histories.Select(h => h.Net));
        Assert.Empty(result.Verdicts);
    }

    [Fact]
    public void What_cannot_be_run_is_refused()
    {
        Refused("--filters 0: ", Small with { Filters = 0 });
        Refused("--filters 100000: expected at most 55924 with mini-batches of 100", Small with { Filters = 100_000 });
        Refused("--kernel 4: expected an odd number", Small with { Kernel = 4 });
        Refused("--kernel 15: expected at most 14", Small with { Kernel = 15 });
        Refused("--seeds 0: ", Small with { Seeds = 0 });
        Refused("--seed 4294967295: expected at most 4294967294 with 2 seeds", Small with { Settings = Small.Settings with { Seed = uint.MaxValue } });
        Refused("--epochs 0: ", Small with { Settings = Small.Settings with { Solver = new() { Epochs = 0 } } });
        Refused("--num-train 41: ", Small with { Settings = Small.Settings with { NumTrain = 41 } });
        Refused("--hidden 8000000: expected a first layer of at most 4194304 behind 64 values", Small with { Filters = 64, Settings = Small.Settings with { Hidden = [8_000_000], Solver = new() { BatchSize = 1 } } }, SmallImages.Make(2, 2));
        Refused("--data here: expected images of even height and width, not 2 × 5 × 8", Small, SmallImages.Make(5));
    }

    private static void Refused(string message, ConvnetOptions options, ImageSet? images = null)
    {
        var exception = Assert.Throws<OptionException>(() => Convnet.Run(options, images ?? SmallImages.Make()));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Interrupts when a net reports its first line.</summary>
    private sealed class Stopper(CancellationTokenSource source, string after) : IProgress<TrainingLine>
    {
        public void Report(TrainingLine value)
        {
            if (value.Net == after) source.Cancel();
        }
    }
}
