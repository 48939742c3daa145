namespace BnLab.Tests.Experiments;

public sealed class AffineOnlyTests
{
    private const string Small = "affine-only --seeds 2 --widths 6,8 --layers 3 --num-train 60 --split 100,50 --epochs 2 --batch-size 20";

    private static readonly Lazy<ExperimentResult> Result = new(() => Studies.Run(Small, DataSets.Open(DataSets.Synthetic).Images));

    [Theory]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("sgd-momentum")]
    [InlineData("sgd")]
    public void Only_trained_parameters_change_under_every_update_rule(string rule)
    {
        var random = new NumpyRandom(5);
        var net = new FullyConnectedNet<double>(4, [5, 5], 3, Normalization.Batch, regularization: 0.1);
        net.Initialize(random, 0.5);
        var before = net.Parameters.All.ToDictionary(each => each.Shape.Name, each => each.Parameter.Value.Clone());
        var trained = TrainedParameters<double>.Named(net.Parameters, name => name is "gamma1" or "beta2" or "W3");
        Assert.Equal(5 + 5 + 15, trained.Count);
        var x = new Matrix<double>(12, 4);
        random.FillNormal(x);
        var samples = new Samples<double>(x, [.. Enumerable.Range(0, 12).Select(n => n % 3)]);
        var options = new SolverOptions { UpdateRule = rule, Epochs = 3, BatchSize = 6, LearningRate = 0.01, KeepBest = false };
        _ = new Solver<double>(net, samples, samples, options, random) { Restrict = trained.Restrict }.Train("", 5);
        foreach (var (shape, parameter) in net.Parameters.All)
        {
            bool changes = shape.Name is "gamma1" or "beta2" or "W3";
            for (int r = 0; r < shape.Rows; r++)
            {
                if (changes) Assert.NotEqual(before[shape.Name].Row(r).ToArray(), parameter.Value.Row(r).ToArray());
                else Assert.Equal(before[shape.Name].Row(r).ToArray(), parameter.Value.Row(r).ToArray());
            }
        }
    }

    [Fact]
    public void Some_of_the_parameters_are_drawn_without_padding_and_without_the_others()
    {
        var net = new FullyConnectedNet<double>(4, [5, 5], 3, Normalization.Batch);
        var some = TrainedParameters<double>.Named(net.Parameters, name => name is "W1" or "b3").Some(22, new NumpyRandom(6));
        Assert.Equal(22, some.Count);
        foreach (var (_, parameter) in net.Parameters.All) parameter.Gradient.Fill(1.0);
        some.Restrict(net.Parameters.Gradients);
        Assert.Equal(22.0, Sum("W1") + Sum("b3"));
        Assert.Equal(0.0, Sum("W2") + Sum("gamma1") + Sum("beta1") + Sum("b1"));

        double Sum(string name) => Enumerable.Range(0, net.Parameters[name].Gradient.Rows).Sum(r => net.Parameters[name].Gradient.Row(r).ToArray().Sum());
    }

    [Fact]
    public void Nets_train_as_many_parameters_as_they_should()
    {
        var rows = Result.Value.Tables[0].Rows;
        int inputs = 3 * 32 * 32, all = (inputs * 8) + 8 + (2 * ((8 * 8) + 8)) + (8 * 10) + 10;
        Assert.Equal(all + (3 * 2 * 8), Count("batchnorm", "all", 8));
        Assert.Equal(3 * 2 * 6, Count("batchnorm", "affine", 6));
        Assert.Equal(Count("batchnorm", "affine", 8), Count("batchnorm", "random", 8));
        Assert.Equal((8 * 10) + 10, Count("batchnorm", "output", 8));
        Assert.Equal((8 * 8) + 8 + (2 * 8) + (8 * 10) + 10, Count("batchnorm", "back", 8));
        Assert.Equal((8 * 8) + 8 + (8 * 10) + 10, Count("baseline", "back", 8));
        Assert.Equal(all, Count("baseline", "all", 8));
        Assert.Equal(Count("batchnorm", "all", 8), Count("batchnorm", "all-fast", 8));
        Assert.Equal(2 * 3 * (6 + 8 + 8), Result.Value.Tables.Single(table => table.Name == "affine-only.gammas").Rows.Count);

        int Count(string net, string trained, int width) => (int)rows.Single(row => (string)row[0] == net && (string)row[1] == trained && (int)row[2] == width)[3];
    }

    [Fact]
    public void Claims_compare_nets_of_the_widest_layers()
    {
        Assert.Equal(6, Result.Value.Claims.Count);
        Assert.All(Result.Value.Claims, claim => Assert.Equal(2, claim.Count));
        var rows = Result.Value.Tables[0].Rows;
        Assert.Equal(HeldOut("affine") - HeldOut("random"), Result.Value.Claims[0].Effect!.Value, 1e-12);
        Assert.Equal(HeldOut("affine") - HeldOut("output"), Result.Value.Claims[1].Effect!.Value, 1e-12);
        var narrow = Studies.Run(Small.Replace("6,8", "6"), DataSets.Open(DataSets.Synthetic).Images);
        Assert.Equal(5, narrow.Claims.Count);

        double HeldOut(string trained) => (double)rows.Single(row => (string)row[0] == "batchnorm" && (string)row[1] == trained && (int)row[2] == 8)[5];
    }

    [Fact] // a rate ten times as high would move gammas ten times as far
    public void Gammas_are_compared_after_training_at_one_rate()
    {
        var fast = Studies.Run($"{Small} --few-rate 0.3", DataSets.Open(DataSets.Synthetic).Images);
        Assert.NotEqual(0.0, Halved(fast, "all-fast"));
        Assert.Equal(Halved(fast, "affine") - Halved(fast, "all-fast"), fast.Claims[3].Effect!.Value, 1e-12);
        Assert.Equal(Halved(Studies.Run($"{Small} --lr 0.3", DataSets.Open(DataSets.Synthetic).Images), "all"), Halved(fast, "all-fast"));

        static double Halved(ExperimentResult result, string trained) =>
            (double)result.Tables[0].Rows.Single(row => (string)row[0] == "batchnorm" && (string)row[1] == trained && (int)row[2] == 8)[7];
    }

    [Fact]
    public void A_net_that_diverges_counts_as_wrong()
    {
        var diverged = Studies.Run($"{Small} --few-rate 1e30 --update-rule sgd", DataSets.Open(DataSets.Synthetic).Images);
        Assert.All(diverged.Claims, claim => Assert.NotNull(claim.Effect));
    }
}
