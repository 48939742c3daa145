using BnLab.Experiments.Sweeps;

namespace BnLab.Tests.Experiments;

public sealed class SweepTests
{
    private const string Small = "--num-train 60 --split 60,40 --hidden 8,8 --epochs 2 --batch-size 20";

    private const string Rates = $"sweep-lr --lr-min 1e-3 --lr-max 1e-1 --points 3 {Small}";
    private const string Batches = "sweep-batch --seeds 2 --num-train 60 --split 60,40 --hidden 8,8 --epochs 2";

    private static ImageSet Synthetic => DataSets.Open(DataSets.Synthetic).Images;

    [Fact]
    public void Grids_have_equal_ratios_and_their_very_ends()
    {
        var values = new LogGrid(1e-4, 1.0, 20).Values;
        Assert.Equal((20, 1e-4, 1.0), (values.Count, values[0], values[^1]));
        Assert.All(values.Skip(1).Zip(values), pair => Assert.Equal(Math.Pow(10, 4.0 / 19), pair.First / pair.Second, 12));
        Assert.Equal([0.3], new LogGrid(0.3, 0.5, 1).Values);
        Assert.Equal([0.3, 0.5], new LogGrid(0.3, 0.5, 2).Values);
    }

    [Fact]
    public void Batch_sizes_have_the_notebooks_trainings()
    {
        var result = Studies.Run(Batches, Synthetic);
        Assert.Equal(
            ["baseline 5", "batchnorm 5", "batchnorm 10", "batchnorm 50"],
            result.Tables[0].Rows.Select(row => $"{row[0]} {row[1]}").Distinct());
        Assert.Equal(2 * (3 + 3 + 3 + 2), result.Tables[0].Rows.Count); // after the first iteration and two epochs; a batch of 50 is an epoch
        Assert.Equal(2, result.Figures.Single().Figure.Rows.Count);
        Assert.Equal(2, result.Claims.Count);
        var layerNorm = Studies.Run($"{Batches} --layernorm --batch-sizes 4", Synthetic);
        Assert.Equal(["baseline 4", "layernorm 4"], layerNorm.Tables[0].Rows.Select(row => $"{row[0]} {row[1]}").Distinct());
        Assert.Empty(layerNorm.Claims); // of one size
    }

    [Theory]
    [InlineData(0.05, true)] // less than the paper's 0.106
    [InlineData(0.20, false)]
    public void Layer_normalization_is_no_worse_within_the_papers_gap(double loss, bool holds)
    {
        var sweep = (Sweep)Studies.Of("sweep-batch --layernorm --seeds 4");
        var claim = sweep.Report([.. sweep.Trainings.All.Select(plan =>
        {
            double right = 0.8 - (plan.Settings.Solver.BatchSize == 5 ? loss + (0.001 * (plan.Settings.Seed % 4)) : 0.0);
            return new TrainingOutcome(plan.Net.Name, plan.Settings.Seed, 2.3, 2.3, 1.0, 10, null, [new(0, 0.9, 0.1), new(1, right, right)]) { Right = [1, 0] };
        })]).Claims[0];
        Assert.Equal(holds ? Outcome.Holds : Outcome.DoesNotHold, claim.Outcome);
    }

    [Fact]
    public void The_largest_rate_is_the_last_from_which_a_net_learns()
    {
        Assert.Equal(Outcome.Holds, Larger(rate => true, rate => rate < 0.05).Outcome);
        Assert.Equal(Outcome.NotDecided, Larger(rate => true, rate => rate < 0.4).Outcome); // a factor of 5, but for a step of the grid
        Assert.Equal(Outcome.DoesNotHold, Larger(rate => rate < 0.005, rate => true).Outcome);
        Assert.Contains("the factor is a lower bound", Larger(rate => true, rate => false).Measured, StringComparison.Ordinal);
        Assert.DoesNotContain("bound", Larger(rate => rate < 0.05, rate => false).Measured, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.31, 0.5)] // above ln 10
    [InlineData(double.NaN, 0.5)]
    [InlineData(2.2, 0.1)] // a guess
    public void A_guess_is_not_learning(double loss, double accuracy) => Assert.Equal(
        Larger(rate => true, rate => false).Effect, Larger(rate => true, rate => true, loss, accuracy).Effect);

    private static Claim Larger(Func<double, bool> batchNorm, Func<double, bool> baseline, double loss = 1.0, double accuracy = 0.5)
    {
        var sweep = (Sweep)Studies.Of("sweep-lr --lr-min 1e-4 --lr-max 1 --points 13 --update-rule sgd --seeds 4");
        return sweep.Report([.. sweep.Trainings.All.Select(plan =>
        {
            bool isBaseline = plan.Net == NetVariant.Baseline, learns = (isBaseline ? baseline : batchNorm)(plan.Settings.Solver.LearningRate);
            double right = learns ? isBaseline ? accuracy : 0.5 : 0.1;
            return new TrainingOutcome(plan.Net.Name, plan.Settings.Seed, 2.3, 2.3, learns && isBaseline ? loss : 1.0, 10, null, [new(0, 0.1, 0.1), new(1, right, right)])
            {
                Right = [.. Enumerable.Range(0, 40).Select(i => i < right * 40 ? (byte)1 : (byte)0)],
            };
        })]).Claims[0];
    }

    [Fact]
    public void A_net_that_never_gets_there_takes_an_epoch_more_than_it_was_trained()
    {
        EpochAccuracy[] epochs = [new(0, 0.1, 0), new(1, 0.4, 0), new(2, 0.6, 0), new(3, 0.5, 0)];
        Assert.Equal((2, 4, 1), (epochs.EpochsTo(0.5), epochs.EpochsTo(0.7), epochs.EpochsTo(0.1)));
        var falling = new History("baseline", 231, [.. Enumerable.Range(0, 20).Select(t => 2.0 - (0.1 * t))], epochs); // the mean of the ten before step t: 2.55 - t / 10
        Assert.Equal((10, 16, 21), (falling.IterationsTo(2.0), falling.IterationsTo(1.0), falling.IterationsTo(0.1)));
        Assert.Equal(21, (falling with { Losses = [.. falling.Losses.Select(_ => double.NaN)] }).IterationsTo(1.0));
    }

    [Fact]
    public void Learning_rates_differ_in_nothing_but_the_rate()
    {
        var sweep = (Sweep)Studies.Of($"{Rates} --seeds 1");
        Assert.Equal(2 * 3 * 2, sweep.Count);
        sweep.Open = () => Synthetic;
        var outcomes = new List<TrainingOutcome>();
        sweep.Run(_ => true, null, training => outcomes.Add(JsonSerializer.Deserialize(training.Result, RunJson.Default.TrainingOutcome)!), CancellationToken.None);
        foreach (string net in new[] { "batchnorm", "baseline" })
            Assert.Single(outcomes.Where(o => o.Net == net).Select(o => o.FirstLoss).Distinct());
    }

    [Theory]
    [InlineData(2.3, 22.9, null, false)]
    [InlineData(2.3, 23.1, null, true)]
    [InlineData(2.3, 2.3, 17, true)]
    [InlineData(2.3, double.PositiveInfinity, 3, true)]
    public void Divergence_is_a_loss_that_explodes(double first, double highest, int? notFinite, bool diverged) =>
        Assert.Equal(diverged, new TrainingOutcome("baseline", 231, first, highest, 2.3, 10, notFinite, [new(0, 0.1, 0.1)]).Diverged);
}
