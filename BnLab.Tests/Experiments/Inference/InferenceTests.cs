using BnLab.Experiments.Inference;

namespace BnLab.Tests.Experiments.Inference;

/// <summary>The study of batch normalization at test time, on nets so small that only what must hold for every net is asked.</summary>
public sealed class InferenceTests
{
    private const string Small = "--num-train 80 --split 80,30 --hidden 12,10 --workers 2 --epochs 2 --batch-size 10 --seeds 1";

    private static readonly Lazy<ExperimentResult> Default = new(() => Run());

    [Fact]
    public void Every_statistics_meets_every_test_batch()
    {
        var rows = Rows(Default.Value, "inference.batches");
        Assert.Equal(
            from statistics in new[] { "running", "population", "averaged", "last-epoch", "own" } from size in new[] { 1, 2, 5, 20, 30 } select (statistics, size),
            rows.Select(row => ((string)row[0], (int)row[2])));
        Assert.All(rows.Where(row => "population".Equals(row[0])), row => Assert.Equal((0.0, 0.0), ((double)row[4], (double)row[5])));
        foreach (var statistics in rows.GroupBy(row => row[0]).Where(group => !"own".Equals(group.Key)))
        {
            Assert.All(statistics, row => Assert.Equal((double)statistics.First()[3], (double)row[3])); // company changes nothing
        }

        var single = rows.Single(row => "own".Equals(row[0]) && 1.Equals(row[2]));
        Assert.InRange((double)single[5], 0.1, double.MaxValue);
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
    public void A_perturbation_begins_with_its_own_size()
    {
        var rows = Rows(Default.Value, "inference.chain");
        Assert.Equal(2 * 2 * 21, rows.Count);
        Assert.Equal((1 / 0.99) - 1, First("initialized", "every-std"), 1e-5);
        Assert.InRange(First("trained", "first-mean"), 0.001, 0.03);

        double First(string net, string perturbation) =>
            (double)rows.Single(row => net.Equals(row[0]) && perturbation.Equals(row[2]) && 1.Equals(row[3]))[4];
    }

    [Fact]
    public void Pairs_are_the_images_that_one_of_two_statistics_classifies_rightly()
    {
        var accuracies = Rows(Default.Value, "inference.batches").Where(row => 30.Equals(row[2])).ToDictionary(row => (string)row[0], row => (double)row[3]);
        Assert.All(Rows(Default.Value, "inference.pairs"), row =>
        {
            Assert.Equal(accuracies[(string)row[0]] - accuracies["population"], ((int)row[2] - (int)row[3]) / 30.0, 1e-12);
            Assert.Equal(TestBatchesReport.McNemar((int)row[2], (int)row[3]), (double)row[4]);
        });
        Assert.All(Default.Value.Claims, claim => Assert.Equal(Outcome.NotDecided, claim.Outcome)); // of one seed
    }

    [Theory]
    [InlineData(5, 15, 0.04138946533203125)] // 2 · 21,700 / 2²⁰
    [InlineData(15, 5, 0.04138946533203125)]
    [InlineData(0, 0, 1.0)]
    [InlineData(1, 1, 1.0)]
    [InlineData(0, 3, 0.25)]
    public void McNemar_is_the_binomial_tail(int one, int other, double p) => Assert.Equal(p, TestBatchesReport.McNemar(one, other), 1e-14);

    [Fact]
    public void McNemar_is_near_the_normal_distribution_where_pairs_are_many()
    {
        double z = (200 - 1) / Math.Sqrt(10_000), p = TestBatchesReport.McNemar(5_100, 4_900);
        Assert.Equal(1 - StudentT.ProbabilityWithin(z, 1_000_000), p, 1e-4);
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
        var one = Run("--workers 1");
        Assert.Equal(Cells(Default.Value), Cells(one));
        Assert.NotEqual(Cells(Default.Value), Cells(Run("--seed 232")));

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
        Run("", new Told<TrainingLine>(line => lines.Add(line.ToString())));
        Assert.Equal(2 * 6, lines.Count);
        Assert.Equal("Solver with batch norm, momentum 0.9:", lines[0]);
        Assert.Matches(@"^\(Epoch 2 / 2\) train acc: 0\.\d{6}; val_acc: 0\.\d{6}$", lines[1]);
    }

    [Fact]
    public void Several_seeds_have_their_rows_and_their_means_are_judged()
    {
        var both = Run("--seeds 2");
        var second = Run("--seed 232");
        foreach (string table in new[] { "inference.batches", "inference.causes", "inference.chain" })
        {
            Assert.Equal(Rows(Default.Value, table).Concat(Rows(second, table)), Rows(both, table));
        }

        Assert.Equal(
            (Rule(Default.Value) + Rule(second)) / 2, Rule(both), 1e-15);

        static double Rule(ExperimentResult result) => result.Figures[^1].Figure.Rows[0][0].Series.OfType<RuleSeries>().Single().At;
    }

    [Theory]
    [InlineData("--num-train 81")]
    [InlineData("--hidden 4000")] // the chain of twenty such layers
    public void What_cannot_be_run_on_the_images_is_refused(string options)
    {
        var refusal = Assert.Throws<OptionException>(() => Run(options));
        Assert.StartsWith(options, refusal.Message, StringComparison.Ordinal);
    }

    private static ExperimentResult Run(string options = "", IProgress<TrainingLine>? log = null)
    {
        var study = (InferenceStudy)Studies.Of(CommandLineOf(options));
        int ticks = 0;
        study.Clock = () => ticks++ / 1000.0; // a millisecond goes by from each look at it to the next
        var (pixels, labels) = SyntheticImages.Make(110);
        return study.Run(new("tiny", "here", Cifar10.Shape, Cifar10.ClassNames, pixels, labels), log);
    }

    /// <summary>The small net, and options that take the place of its own.</summary>
    private static string CommandLineOf(string options)
    {
        string[] given = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = Small.Split(' ').Chunk(2).Where(pair => !given.Contains(pair[0]));
        return string.Join(' ', ["inference", "--repeats 3", .. kept.SelectMany(pair => pair), .. given]);
    }

    private static IReadOnlyList<IReadOnlyList<object>> Rows(ExperimentResult result, string table) => result.Tables.Single(t => t.Name == table).Rows;
}
