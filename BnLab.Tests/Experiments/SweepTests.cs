using BnLab.Experiments.Sweeps;

namespace BnLab.Tests.Experiments;

public sealed class SweepTests
{
    private const string Small = "--num-train 60 --split 60,40 --hidden 8,8 --epochs 2 --batch-size 20";

    private const string Rates = $"sweep-lr --lr-min 1e-3 --lr-max 1e-1 --points 3 {Small}";
    private const string Batches = "sweep-batch --num-train 60 --split 60,40 --hidden 8,8 --epochs 2";

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
        Assert.Equal(3 + 3 + 3 + 2, result.Tables[0].Rows.Count); // after the first iteration and two epochs; a batch of 50 is an epoch
        Assert.Equal(2, result.Figures.Single().Figure.Rows.Count);
        Assert.Single(result.Claims);
        var layerNorm = Studies.Run($"{Batches} --layernorm --batch-sizes 4", Synthetic);
        Assert.Equal(["baseline 4", "layernorm 4"], layerNorm.Tables[0].Rows.Select(row => $"{row[0]} {row[1]}").Distinct());
        Assert.Empty(layerNorm.Claims);
    }

    [Fact]
    public void Chance_is_not_learning()
    {
        var robustness = new LearningCriterion(highest: 0.13); // of nets that all guess
        Assert.False(robustness.Learns(0.13));
        Assert.False(new LearningCriterion(0.3).Learns(0.19));
        Assert.True(new LearningCriterion(0.3).Learns(0.21));
        Assert.False(new LearningCriterion(0.8).Learns(0.39));
        Assert.True(new LearningCriterion(0.8).Learns(0.41));
    }

    [Fact]
    public void Learning_rates_differ_in_nothing_but_the_rate()
    {
        var sweep = (Sweep)Studies.Of(Rates);
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
        Assert.Equal(diverged, new TrainingOutcome("baseline", 231, first, highest, 2.3, notFinite, [new(0, 0.1, 0.1)]).Diverged);
}
