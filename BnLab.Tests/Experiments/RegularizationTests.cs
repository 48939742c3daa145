using BnLab.Experiments.Regularization;

namespace BnLab.Tests.Experiments;

public sealed class RegularizationTests
{
    private const string Small = "regularization --shift 2 --num-train 40 --split 40,20 --hidden 6,5 --reg 0.5 --epochs 2 --batch-size 10";

    private static readonly ImageSet Images = TinyImages.Make(60, new(2, 6, 8));

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run($"{Small} --seeds 2", Images));

    [Fact]
    public void The_grid_has_every_net_with_every_set_of_regularizers()
    {
        Assert.Equal(
            ["", "dropout", "l2", "distortion", "dropout l2", "dropout distortion", "l2 distortion", "dropout l2 distortion"],
            GridPoint.Sets.Select(set => string.Join(' ', set.Select(each => each.Name))));
        Assert.Equal(16, GridPoint.All.Select(point => point.Name).Distinct().Count());
        Assert.Equal(GridPoint.All.Concat(GridPoint.All).Select(point => point.Name), Result.Value.Histories.Select(h => h.Net));
        Assert.Equal([.. Enumerable.Repeat(231u, 16), .. Enumerable.Repeat(232u, 16)], Result.Value.Histories.Select(h => h.Seed));
    }

    [Fact]
    public void Its_tables_and_its_figure_are_complete()
    {
        var tables = Result.Value.Tables.ToDictionary(table => table.Name);
        Assert.Equal([16, 6, 32, 32 * 3], Result.Value.Tables.Select(table => table.Rows.Count));
        Assert.Equal(["regularization.summary", "regularization.gains"], tables.Values.Where(table => table.IsPrinted).Select(table => table.Name));
        Assert.All(tables.Values, table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.Equal([2, 2], Assert.Single(Result.Value.Figures).Figure.Rows.Select(row => row.Count));
    }

    /// <summary>The L2 penalty is in the very first loss; dropout and distortion change what the first mini-batch is.</summary>
    [Fact]
    public void Each_regularizer_is_on_where_its_point_says_so_and_only_there()
    {
        var first = Result.Value.Histories.Take(16).ToDictionary(h => h.Net, h => h.Losses[0]);
        var net = new FullyConnectedNet<float>(2 * 6 * 8, [6, 5], 10);
        net.Initialize(new NumpyRandom(231), 2e-2);
        double squares = net.Parameters.All.Where(p => p.Shape.Kind == ParameterKind.Weight).Sum(p => p.Parameter.Value.ToArray().Sum(w => w * w));
        foreach (string name in new[] { "baseline", "batchnorm" })
        {
            Assert.Equal(first[name] + (0.5 * 0.5 * squares), first[$"{name}-l2"], 1e-6);
            Assert.Equal(first[$"{name}-dropout-distortion"] + (0.5 * 0.5 * squares), first[$"{name}-dropout-l2-distortion"], 1e-6);
            Assert.Equal(4, new[] { "", "-dropout", "-distortion", "-dropout-distortion" }.Select(set => first[name + set]).Distinct().Count());
        }
    }

    [Fact]
    public void A_training_gives_the_same_whatever_is_trained_beside_it()
    {
        var alone = Studies.Run($"{Small} --seeds 1 --seed 232 --workers 1", Images);
        foreach (var (one, beside) in alone.Histories.Zip(Result.Value.Histories.Skip(16)))
        {
            Assert.Equal(one.Losses, beside.Losses);
            Assert.Equal(one.Epochs, beside.Epochs);
        }
    }

    [Fact]
    public void A_gain_is_the_mean_over_all_pairs_that_differ_in_one_regularizer_only()
    {
        // Without BN dropout adds 0.03, L2 0.02 and distortion 0.05; with BN 0.01, 0.04 and nothing.
        var grid = new Grid(new(
            "regularization", GridPoint.All,
            [.. from seed in new uint[] { 1, 2 } from point in GridPoint.All select Run(point, seed, Best(point) + (0.1 * seed))], history => history));
        Close.Equal([0.03, 0.03], grid.Gains(NetVariant.Baseline, Regularizer.Dropout), 1e-12);
        Close.Equal([0.01, 0.01], grid.Gains(NetVariant.BatchNorm, Regularizer.Dropout), 1e-12);
        Close.Equal([0.02, 0.02], grid.Spared(Regularizer.Dropout), 1e-12);
        Close.Equal([-0.02, -0.02], grid.Spared(Regularizer.L2), 1e-12);
        Close.Equal([0.05, 0.05], grid.Spared(Regularizer.Distortion), 1e-12);

        static double Best(GridPoint point)
        {
            bool bn = point.Net == NetVariant.BatchNorm;
            double sum = bn ? 0.3 : 0.2;
            if (point.Has(Regularizer.Dropout)) sum += bn ? 0.01 : 0.03;
            if (point.Has(Regularizer.L2)) sum += bn ? 0.04 : 0.02;
            if (point.Has(Regularizer.Distortion)) sum += bn ? 0.0 : 0.05;
            return point.On.Count is 1 or 2 ? sum + 0.006 : sum; // an interaction that cancels over the four pairs
        }
    }

    [Theory]
    [InlineData(new[] { 0.2, 0.5, 0.9 }, 1.0, 0.6)]
    [InlineData(new[] { 0.2, 0.3, 0.49 }, double.PositiveInfinity, 0.19)]
    public void A_run_is_measured_by_its_epochs(double[] train, double half, double gap)
    {
        var history = new History("net", 1, [1], [.. train.Select((accuracy, epoch) => new EpochAccuracy(epoch, accuracy, 0.3))]);
        Assert.Equal(half, Grid.EpochsToHalf(history));
        Assert.Equal(gap, Grid.Gap(history), 1e-12);
    }

    [Fact]
    public void The_median_is_finite_where_most_are()
    {
        Assert.Equal(4, Grid.Median([double.PositiveInfinity, 3, 4]));
        Assert.Equal(3.5, Grid.Median([4, 3]));
        Assert.Equal(double.PositiveInfinity, Grid.Median([double.PositiveInfinity, 3, double.PositiveInfinity]));
    }

    private static History Run(GridPoint point, uint seed, double best) => new(point.Name, seed, [1], [new(0, 0.1, 0.1), new(1, 0.2, best)]);
}
