namespace BnLab.Tests.Experiments;

public sealed class GammaBetaTests
{
    private static readonly ExperimentResult Result = Studies.Run(
        "gamma-beta --seeds 2 --num-train 100 --hidden 12,12 --lr 0.5 --batch-size 50 --epochs 20", TinyImages.Make());

    [Fact]
    public void Four_nets_are_trained_with_every_seed() => Assert.Equal(
        from net in new[] { "sigmoid-learned", "sigmoid-fixed", "relu-learned", "relu-fixed" }
        from seed in new[] { 231u, 232u }
        select (net, seed),
        Result.Histories.Select(h => (h.Net, h.Seed)));

    [Fact]
    public void Nets_of_a_seed_and_an_activation_begin_alike() => Assert.All(
        new[] { 231u, 232u },
        seed => Assert.Equal(
            Result.Histories.Single(h => h.Net == "sigmoid-learned" && h.Seed == seed).Losses[0],
            Result.Histories.Single(h => h.Net == "sigmoid-fixed" && h.Seed == seed).Losses[0]));

    [Fact]
    public void Layers_are_looked_at_whenever_accuracies_are_taken()
    {
        var layers = Table("gamma-beta.layers");
        Assert.Equal(4 * 2 * 21 * 2, layers.Rows.Count); // nets, seeds, epochs 0 to 20, layers
        Assert.Equal(Enumerable.Range(0, 21), layers.Rows.Take(42).Where(row => (int)row[4] == 1).Select(row => (int)row[3]));
    }

    [Fact]
    public void Fixed_ones_stay_where_normalization_puts_them()
    {
        var fixedLayers = Table("gamma-beta.layers").Rows.Where(row => (string)row[0] == "sigmoid" && (string)row[1] == "fixed");
        Assert.All(fixedLayers, row => Assert.InRange((double)row[7], 0.9, 1)); // 0.97 of a normal distribution
        var relu = Table("gamma-beta.units").Rows.Where(row => (string)row[1] == "fixed").Select(row => (double)row[5]);
        Assert.InRange(relu.Average(), 0.4, 0.6); // half of a symmetrical one is below 0
    }

    [Fact]
    public void Ranges_of_the_summary_are_the_ends_over_all_seeds()
    {
        var last = Table("gamma-beta.layers").Rows.Where(row => (string)row[0] == "sigmoid" && (string)row[1] == "learned" && (int)row[3] == 20 && (int)row[4] == 2).ToList();
        var summary = Table("gamma-beta.sigmoid").Rows[1];
        Assert.Equal(2, last.Count);
        Assert.Equal((last.Min(row => (double)row[5]), last.Max(row => (double)row[6])), ((double)summary[1], (double)summary[2]));
        Assert.Equal(last.Average(row => (double)row[7]), (double)summary[3], 1e-12);
    }

    [Fact]
    public void The_figure_has_sigmoid_units_on_the_left_and_ReLUs_on_the_right()
    {
        var figure = Assert.Single(Result.Figures).Figure;
        Assert.Equal(3, figure.Rows.Count);
        Assert.All(figure.Rows, row => Assert.Equal([true, false], row.Select(panel => panel.Title.StartsWith("Sigmoid", StringComparison.Ordinal))));
        Assert.All(figure.Rows, row => Assert.StartsWith("ReLU", row[1].Title, StringComparison.Ordinal));
        double units = figure.Rows[1][1].Series.Cast<LineSeries>().First().Y.Sum();
        Assert.Equal(1, units, 1e-12); // shares of units
    }

    private static Table Table(string name) => Result.Tables.Single(table => table.Name == name);
}
