using BnLab.Experiments.Recipes;

namespace BnLab.Tests.Experiments;

public sealed class RecipesTests
{
    private const string Small = "recipes --seeds 2 --num-train 60 --hidden 12,10 --split 200,50 --epochs 2 --batch-size 20";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, DataSets.Open(DataSets.Synthetic).Images));

    /// <summary>Two units with these weights for one normal input.</summary>
    [Theory]
    [InlineData(2.0, 3.0, 1.0)]
    [InlineData(2.0, -2.0, 0.46694)] // max(0, x) and max(0, -x) have the correlation -1 / (π - 1)
    public void Shares_are_the_normal_distributions_and_correlations_are_of_activations(double one, double other, double correlation)
    {
        var net = new FullyConnectedNet<double>(new NetDesign(1, [2], 2) { Normalization = Normalization.Batch });
        net.Initialize(new NumpyRandom(1), 1.0);
        Matrix<double>.FromRow(one, other).CopyTo(net.Parameters["W1"].Value);
        var found = Assert.Single(HiddenLayers.Of(net, Draw.Normal(new NumpyRandom(2), 20_000, 1), LayerOutputs.Of));
        Assert.Equal(0.6827, found.WithinOne, 0.01);
        Assert.Equal(0.9545, found.WithinTwo, 0.005);
        Assert.Equal(correlation, found.Correlation, 0.02);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)] // it is not left out, as it would be with other units
    public void A_unit_that_is_always_0_or_not_a_number_has_no_correlation(double weight)
    {
        var net = new FullyConnectedNet<double>(1, [3], 2);
        Matrix<double>.FromRow(1.0, double.IsNaN(weight) ? 2.0 : 0.0, weight).CopyTo(net.Parameters["W1"].Value);
        Assert.Equal(double.NaN, Assert.Single(HiddenLayers.Of(net, Draw.Normal(new NumpyRandom(2), 50, 1), LayerOutputs.Of)).Correlation);
    }

    [Fact]
    public void It_trains_every_recipe_and_looks_at_the_courses_nets()
    {
        Assert.Equal(11 * 2, Result.Value.Histories.Count);
        Assert.All(Result.Value.Histories, history => Assert.Equal(140, history.Right.Length));
        Assert.Equal(2, Result.Value.Histories.Count(history => history.Losses.Count == 2 * 60)); // single samples
        var rows = Rows("recipes.activations");
        Assert.Equal(2 * 2 * 2 * 2, rows.Count); // nets, seeds, moments, layers
        Assert.All(rows, row => Assert.True((double)row[^3] < (double)row[^2]));
    }

    [Theory]
    [InlineData("adam", "0.0025")] // of 0.01: the square root of the mini-batch's size
    [InlineData("sgd", "0.000625")]
    public void Single_samples_have_a_learning_rate_for_their_size(string rule, string rate)
    {
        const string Net = "--num-train 60 --hidden 12,10 --split 200,50 --epochs 2 --seeds 2";
        var images = DataSets.Open(DataSets.Synthetic).Images;
        var single = Studies.Run($"recipes {Net} --batch-size 16 --lr 0.01 --update-rule {rule}", images).Histories.First(history => history.Losses.Count == 2 * 60);
        var expected = Studies.Run($"landscape {Net} --batch-size 1 --lr {rate} --update-rule {rule}", images).Histories.First(history => history.Net == "baseline");
        Assert.Equal(expected.Losses, single.Losses);
    }

    [Fact]
    public void Claims_are_differences_of_the_tables()
    {
        double Accuracy(string net, string recipe, int column) => (double)Rows("recipes").Single(row => net.Equals(row[0]) && recipe.Equals(row[1]))[column];
        double[] expected =
        [
            .. new[] { 2, 4 }.Select(column =>
                Accuracy("batchnorm", "decay 0.5", column) - Accuracy("batchnorm", "course", column) - Accuracy("baseline", "decay 0.5", column) + Accuracy("baseline", "course", column)),
            Accuracy("baseline", "course", 2) - Accuracy("baseline", "single", 2),
            Accuracy("baseline", "course", 2) - Accuracy("baseline", "sorted", 2),
            Accuracy("batchnorm", "course", 2) - Accuracy("batchnorm", "sorted", 2),
            Mean("batchnorm", "start", 5, 1, 2), Mean("batchnorm", "start", 6, 1, 2),
            Mean("baseline", "start", 7, 2) - Mean("baseline", "start", 7, 1),
            Mean("baseline", "end", 7, 2) - Mean("baseline", "end", 7, 1),
            Mean("batchnorm", "end", 7, 2) - Mean("baseline", "end", 7, 2),
        ];
        Assert.Equal(expected.Length, Result.Value.Claims.Count);
        Assert.All(Result.Value.Claims.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Effect!.Value, 1e-12));

        double Mean(string net, string when, int column, params int[] layers) =>
            Rows("recipes.activations").Where(row => net.Equals(row[0]) && when.Equals(row[3]) && layers.Contains((int)row[4])).Average(row => (double)row[column]);
    }

    private static IReadOnlyList<IReadOnlyList<object>> Rows(string table) => Result.Value.Tables.Single(t => t.Name == table).Rows;
}
