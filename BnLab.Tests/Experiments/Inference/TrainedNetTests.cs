using BnLab.Experiments.Inference;

namespace BnLab.Tests.Experiments.Inference;

public sealed class TrainedNetTests
{
    private static readonly Lazy<(TrainedNet<double> Net, Samples<double> Test)> Trained = new(Train);

    [Fact]
    public void Parameters_and_running_averages_are_of_the_last_iteration_not_of_the_best_epoch()
    {
        var (net, test) = Trained.Value;
        var epochs = net.History.Epochs;
        Assert.True(epochs.Max(e => e.Validation) > epochs[^1].Validation, "else the test shows nothing");
        Assert.Equal(epochs[^1].Validation, net.By(net.Running, test).Accuracy);
        Assert.Equal(6 * 5, net.History.Losses.Count);
    }

    [Fact]
    public void Scores_by_a_batchs_own_statistics_are_those_of_training_and_leave_no_trace()
    {
        var (net, test) = Trained.Value;
        var before = net.By(net.Population, test);
        var own = net.ByOwn(test, 20);
        Assert.Equal(net.Net.Scores(test.X.RowRange(20, 20), Mode.TestWithBatchStatistics).ToArray(), own.Scores.RowRange(20, 20).ToArray());
        Assert.NotEqual(before.Scores.ToArray(), own.Scores.ToArray());
        Assert.Equal(before.Scores.ToArray(), net.Net.Scores(test.X).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Statistics_of_the_last_epoch_are_those_of_its_mini_batches(int epochs)
    {
        var random = new NumpyRandom(6);
        var (train, options) = (Draws(random, 40), new SolverOptions { Epochs = epochs, BatchSize = 10, LearningRate = 0.05, KeepBest = false });
        var net = new FullyConnectedNet<double>(new NetDesign(6, [8, 7], 3) { Normalization = Normalization.Batch });
        net.Initialize(random, 0.3);
        var last = new LastEpoch<double>(net, train.Count, options);
        var moments = new List<List<AxisMoments>>();
        _ = new Solver<double>(net, train, train, options, random) { Observe = last.Observe, Distort = Measure }.Train("net", 1);
        var layers = last.Averaged().Layers;
        Assert.Equal(4 * epochs, moments.Count);
        for (int i = 0; i < layers.Count; i++)
        {
            for (int j = 0; j < layers[i].Mean.Columns; j++)
            {
                Assert.Equal(moments.TakeLast(4).Average(batch => batch[i].Mean[j]), layers[i].Mean[0, j], 1e-12);
                Assert.Equal(moments.TakeLast(4).Average(batch => batch[i].Variance[j]) * 10 / 9, layers[i].Variance[0, j], 1e-12);
            }
        }

        void Measure(Matrix<double> x)
        {
            moments.Add([]);
            foreach (var layer in net.Layers)
            {
                if (layer is BatchNormLayer<double> normalization) moments[^1].Add(normalization.Moments(x));
                x = layer.Forward(x, Mode.TestWithBatchStatistics);
            }
        }
    }

    [Fact]
    public void Running_averages_err_as_their_formula_says()
    {
        var random = new NumpyRandom(7);
        var train = Draws(random, 50);
        var trained = Trained.Value.Net;
        var errors = RunningError.Measure(trained, train, Trained.Value.Test, 10, new NumpyRandom(8));
        double[] population = [.. trained.Population.Layers[0].Variance.ToArray()], running = new double[8];
        var batches = new MiniBatches(50, Sampling.WithReplacement, new NumpyRandom(8));
        var (batch, chosen, single, steady) = (train.Room(10), new int[10], 0.0, 0.0);
        for (int t = 1; t <= 300; t++)
        {
            batches.Next(chosen);
            train.Gather(chosen, batch);
            double[] variance = ((BatchNormLayer<double>)trained.Net.Layers[1]).Moments(trained.Net.Layers[0].Forward(batch.X, Mode.Test)).Variance;
            for (int j = 0; j < 8; j++) running[j] = (0.9 * running[j]) + (0.1 * variance[j]);
            single += Enumerable.Range(0, 8).Average(j => Math.Pow((variance[j] / population[j]) - 1, 2)) / 300;
            double error = Enumerable.Range(0, 8).Average(j => Math.Pow((running[j] / population[j]) - 1, 2));
            if (t > 100) steady += error / 200;
            if (errors.ByCount.SingleOrDefault(each => each.Batches == t) is { } found) Assert.Equal(Math.Sqrt(error), found.Variances, 1e-9);
        }

        Close.Equal([Math.Sqrt(single), Math.Sqrt(steady)], [errors.Single, errors.Steady], 1e-9);
        double spread = single - 0.01, one = errors.ByCount[0].Expected, floor = errors.ByCount[^1].Expected;
        Assert.Equal((0.91 * 0.91) + (0.01 * spread), one * one, 1e-9);             // 0.9 + 0.1 / 10, and a tenth of a mini-batch's error
        Assert.Equal(0.01 + (0.1 / 1.9 * spread), floor * floor, 1e-4); // (1 - 0.9) / (1 + 0.9)
    }

    [Theory]
    [InlineData(1.0, nameof(Outcome.Holds))]
    [InlineData(1.3784, nameof(Outcome.DoesNotHold))] // √1.9: the last ten mini-batches
    [InlineData(0.7, nameof(Outcome.DoesNotHold))]
    public void Running_averages_of_another_error_refute_the_formula(double times, string outcome)
    {
        var random = new NumpyRandom(9);
        var seeds = Enumerable.Range(0, 10).Select(_ => new RunningErrors(0.9, 0.2, 0.05 * times * (1 + (0.05 * random.NextNormal())), [new(100, 0, 0.05, 0)]));
        Assert.Equal(outcome, $"{Hypothesis.Judge(RunningErrors.Judge([.. seeds])).Single().Outcome}");
    }

    [Fact]
    public void A_score_sheet_measures_what_it_says()
    {
        var samples = new Samples<double>(Matrix<double>.From(new double[,] { { 1, 2 }, { 4, 3 }, { 5, 6 }, { 8, 7 } }), [1, 1, 1, 0]);
        ScoreSheet<double> same = Sheet(1, 0), doubled = Sheet(2, 0), exchanged = Sheet(0, 1);
        Assert.Equal((0.75, 7.0), (same.Accuracy, same.Range));
        Assert.Equal(0.25, exchanged.Accuracy);
        Assert.Equal((0.0, 1.0), (doubled.ChangedFrom(same), doubled.DifferenceFrom(same)));
        Assert.Equal((1.0, Math.Sqrt(8.0 / 204)), (exchanged.ChangedFrom(same), exchanged.DifferenceFrom(same)));
        Assert.Equal(1.0, Sheet(double.NaN, 0).DifferenceFrom(same));
        Assert.Equal(1.0 / 8, Distance.Largest(exchanged.Scores, same.Scores));

        // A linear net whose weights keep the two features, double or exchange them; three samples, then one.
        ScoreSheet<double> Sheet(double straight, double across)
        {
            var net = new FullyConnectedNet<double>(2, [], 2);
            Matrix<double>.From(new[,] { { straight, across }, { across, straight } }).CopyTo(net.Parameters["W1"].Value);
            return ScoreSheet<double>.Of(net, samples, 3, Mode.Test);
        }
    }

    private static (TrainedNet<double> Net, Samples<double> Test) Train()
    {
        var random = new NumpyRandom(5);
        var (train, test) = (Draws(random, 50), Draws(random, 40));
        var settings = TrainingSettings.Default with
        {
            NumTrain = 50,
            Hidden = [8],
            WeightScale = 0.3,
            Solver = new() { Epochs = 6, BatchSize = 10, LearningRate = 0.05 },
        };
        return (TrainedNet<double>.Train(InferenceVariant.Plain, settings, 3, new(231, new((train, test)), new Progress<TrainingLine>(), CancellationToken.None)), test);
    }

    private static Samples<double> Draws(NumpyRandom random, int count) =>
        new(Draw.Normal(random, count, 6), [.. Enumerable.Range(0, count).Select(_ => random.NextInteger(3))]);
}
