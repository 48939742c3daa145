namespace BnLab.Tests.Experiments;

/// <summary>The study of batch normalization in use, on nets so small that only what must hold for every net is asked.</summary>
public sealed class InferenceTests
{
    private static readonly TrainingSettings Small = new()
    {
        NumTrain = 80,
        Split = new Split(80, 30),
        Hidden = [12, 10],
        Workers = 2,
        Solver = new() { Epochs = 2, BatchSize = 10 },
    };

    private static readonly Lazy<ExperimentResult> Default = new(() => Run(Small));

    [Fact]
    public void Every_statistics_meets_every_test_batch()
    {
        var rows = Rows(Default.Value, "inference.batches");
        Assert.Equal(
            from statistics in new[] { "running", "population", "averaged", "own" } from size in new[] { 1, 2, 5, 20, 30 } select (statistics, size),
            rows.Select(row => ((string)row[0], (int)row[2])));
        Assert.All(rows.Where(row => "population".Equals(row[0])), row => Assert.Equal((0.0, 0.0), ((double)row[4], (double)row[5])));
        foreach (var statistics in rows.GroupBy(row => row[0]).Where(group => !"own".Equals(group.Key)))
        {
            Assert.All(statistics, row => Assert.Equal((double)statistics.First()[3], (double)row[3])); // company changes nothing
        }

        var single = rows.Single(row => "own".Equals(row[0]) && 1.Equals(row[2]));
        Assert.InRange((double)single[5], 0.1, double.MaxValue);
    }

    [Theory]
    [InlineData("float32")]
    [InlineData("float64")]
    public void What_holds_for_every_net_holds(string dtype)
    {
        var result = dtype == "float32" ? Default.Value : Run(Small with { DType = DType.Float64 });
        Passed("By its own statistics a single image looks like any other");
        Passed("By fixed statistics an image gets the same scores alone and among others");
        Passed("Folded into the affine layers");
        Passed("A chain of 20 normalizations amplifies");
        Assert.Equal(11, result.Verdicts.Count);

        void Passed(string claim)
        {
            var verdict = Assert.Single(result.Verdicts, v => v.Claim.StartsWith(claim, StringComparison.Ordinal));
            Assert.True(verdict.Passed, verdict.ToString());
        }
    }

    [Fact]
    public void Each_cause_has_its_fault_and_its_cures()
    {
        var rows = Rows(Default.Value, "inference.causes");
        Assert.Equal(["momentum", "tiny-batches", "drift", "chain"], rows.Select(row => row[0]).Distinct());
        Assert.All(rows.GroupBy(row => row[0]), cause =>
        {
            Assert.Single(cause, row => "reference".Equals(row[2]));
            Assert.Contains(cause, row => "fault".Equals(row[2]));
            Assert.Contains(cause, row => "cure".Equals(row[2]));
        });
        Assert.All(rows.Where(row => "reference".Equals(row[2])), row => Assert.Equal(0.0, row[5]));
        double biased = (double)rows.Single(row => "running, biased".Equals(row[1]))[5], unbiased = (double)rows.Single(row => "running, m / (m - 1)".Equals(row[1]))[5];
        Assert.True(unbiased < biased, $"{unbiased} {biased}"); // half the variance: √2 times the scale, layer after layer
    }

    /// <summary>Standard deviations that are 1 % too small make what comes out of the first one 1 / 0.99 times as large.</summary>
    [Fact]
    public void A_mismatch_begins_with_its_own_size()
    {
        var rows = Rows(Default.Value, "inference.chain");
        Assert.Equal(2 * 2 * 21, rows.Count);
        Assert.Equal((1 / 0.99) - 1, First("initialized", "every-std"), 1e-5);
        Assert.InRange(First("trained", "first-mean"), 0.001, 0.03);

        double First(string net, string mismatch) =>
            (double)rows.Single(row => net.Equals(row[0]) && mismatch.Equals(row[2]) && 1.Equals(row[3]))[4];
    }

    [Fact]
    public void Times_are_the_clocks()
    {
        var rows = Rows(Default.Value, "inference.folding");
        Assert.Equal(2 * 2 * 3, rows.Count);
        Assert.All(rows, row => Assert.Equal(1000.0 / (int)row[3], (double)row[5], 1e-6)); // one tick of the clock each
        Assert.All(rows.Where(row => "as written".Equals(row[2])), row => Assert.Equal(0.0, row[4]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_whatever_the_workers()
    {
        var one = Run(Small with { Workers = 1 });
        Assert.Equal(Cells(Default.Value), Cells(one));
        Assert.NotEqual(Cells(Default.Value), Cells(Run(Small with { Seed = 232 })));

        static IEnumerable<object> Cells(ExperimentResult result) => result.Tables.SelectMany(table => table.Rows.SelectMany(row => row));
    }

    [Fact]
    public void Its_figures_show_what_its_tables_have()
    {
        Assert.Equal(["inference", "inference.causes", "inference.chain", "inference.momentum"], Default.Value.Figures.Select(f => f.Name));
        var panels = Default.Value.Figures.SelectMany(f => f.Figure.Rows.SelectMany(row => row)).ToList();
        Assert.All(panels, panel => Assert.All(panel.Series, series => Assert.Equal(0, series.Hidden(panel.X, panel.Y))));
    }

    [Fact]
    public void The_log_names_each_net_and_its_last_accuracies()
    {
        var lines = new List<string>();
        Run(Small, new Log(lines));
        Assert.Equal(2 * 6, lines.Count);
        Assert.Equal("Solver with batch norm, momentum 0.9:", lines[0]);
        Assert.Matches(@"^\(Epoch 2 / 2\) train acc: 0\.\d{6}; val_acc: 0\.\d{6}$", lines[1]);
    }

    [Fact]
    public void An_interruption_ends_it()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Inference.Run(
            new() { Settings = Small }, Images(), Clock(), new Cancelling(source), source.Token));
    }

    [Fact]
    public void What_cannot_be_run_is_refused()
    {
        Refused("--hidden none", new() { Settings = Small with { Hidden = [] } });
        Refused("--num-train 1", new() { Settings = Small with { NumTrain = 1 } });
        Refused("--batch-size 1", new() { Settings = Small with { Solver = new() { BatchSize = 1 } } });
        Refused("--repeats 0", new() { Settings = Small, Repeats = 0 });
        Refused("--num-train 81", new() { Settings = Small with { NumTrain = 81 } });
        Refused("--hidden 4000,4000", new() { Settings = Small with { Hidden = [4000] } }); // the chain of twenty such layers

        static void Refused(string start, InferenceOptions options)
        {
            var refusal = Assert.Throws<OptionException>(() => Inference.Run(options, Images(), Clock()));
            Assert.StartsWith(start, refusal.Message, StringComparison.Ordinal);
        }
    }

    private static ExperimentResult Run(TrainingSettings settings, IProgress<TrainingLine>? log = null) =>
        Inference.Run(new() { Settings = settings, Repeats = 3 }, Images(), Clock(), log);

    private static ImageSet Images()
    {
        var (pixels, labels) = SyntheticImages.Make(110);
        return new("tiny", "here", Cifar10.Shape, Cifar10.ClassNames, pixels, labels);
    }

    /// <summary>A millisecond goes by from each look at it to the next.</summary>
    private static Func<double> Clock()
    {
        int ticks = 0;
        return () => ticks++ / 1000.0;
    }

    private static IReadOnlyList<IReadOnlyList<object>> Rows(ExperimentResult result, string table) => result.Tables.Single(t => t.Name == table).Rows;

    private sealed class Log(List<string> lines) : IProgress<TrainingLine>
    {
        public void Report(TrainingLine value) => lines.Add(value.ToString());
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<TrainingLine>
    {
        public void Report(TrainingLine value) => source.Cancel();
    }
}
