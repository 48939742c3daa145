using BnLab.Experiments.Placement;

namespace BnLab.Tests.Experiments;

public sealed class PlacementTests
{
    private static readonly ExperimentResult Result = Studies.Run(
        "placement --seeds 2 --num-train 100 --hidden 12,12 --batch-size 20 --epochs 4", TinyImages.Make());

    [Fact]
    public void Six_nets_are_trained_with_every_seed_and_none_is_judged()
    {
        Assert.Equal(
            from net in new[] { "relu-none", "relu-before", "relu-after", "sigmoid-none", "sigmoid-before", "sigmoid-after" }
            from seed in new[] { 231u, 232u }
            select (net, seed),
            Result.Histories.Select(h => (h.Net, h.Seed)));
        Assert.Empty(Result.Claims);
    }

    [Fact]
    public void The_answer_is_the_difference_over_the_seeds()
    {
        var row = Table("placement.differences").Rows.Single(row => (string)row[0] == "sigmoid" && (string)row[1] == "train_accuracy");
        var expected = ConfidenceInterval.Of([.. Of("sigmoid-before").Zip(Of("sigmoid-after"), (before, after) => before - after)]);
        Assert.Equal((expected.Mean, expected.HalfWidth), ((double)row[3], (double)row[4]));

        IEnumerable<double> Of(string net) => Result.Histories.Where(h => h.Net == net).Select(h => h.Epochs[^1].Train);
    }

    [Theory]
    [InlineData(0.3, 0.2, "before")]
    [InlineData(-0.3, 0.2, "after")]
    [InlineData(0.3, 0.4, "not decided")]
    [InlineData(0, 0, "not decided")]
    [InlineData(0.3, double.NaN, "not decided")]
    public void An_interval_that_holds_0_decides_nothing(double mean, double halfWidth, string answer) =>
        Assert.Equal(answer, PlacementStudy.Better(new ConfidenceInterval(5, mean, halfWidth)));

    /// <summary>A net that normalizes what comes out of the affine layer takes no notice of the weights' scale, but for the last layer's.</summary>
    [Fact]
    public void Weights_begin_so_that_activations_get_values_of_variance_1()
    {
        Assert.Equal(1.0, new PlacementVariant(Activation.Sigmoid, Place.After).CustomaryGain);
        Assert.Equal(4.0, new PlacementVariant(Activation.Sigmoid, Place.Before).CustomaryGain);
        Assert.Equal(Math.Sqrt(2), new PlacementVariant(Activation.Relu, Place.None).CustomaryGain);
    }

    [Fact]
    public void The_figure_shows_losses_and_accuracies_with_bands()
    {
        var figure = Assert.Single(Result.Figures).Figure;
        Assert.Equal([2, 2, 2], figure.Rows.Select(row => row.Count));
        Assert.All(figure.Rows.SelectMany(row => row), panel =>
        {
            Assert.Equal(3, panel.Series.OfType<BandSeries>().Count());
            Assert.Equal(["No normalization", "Before the activation", "After the activation"], panel.Series.OfType<LineSeries>().Select(s => s.Name));
        });
        var history = Result.Histories.Where(h => h.Net == "relu-none").ToList();
        double secondEpoch = history.Average(h => h.Losses.Skip(5).Take(5).Average());
        Assert.Equal(secondEpoch, figure.Rows[0][0].Series.OfType<LineSeries>().First().Y[1], 1e-12);
    }

    private static Table Table(string name) => Result.Tables.Single(table => table.Name == name);
}
