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

    [Fact]
    public void A_score_sheet_measures_what_it_says()
    {
        var samples = new Samples<double>(Matrix<double>.From(new double[,] { { 1, 2 }, { 4, 3 }, { 5, 6 }, { 8, 7 } }), [1, 1, 1, 0]);
        ScoreSheet<double> same = Sheet(1, 0), doubled = Sheet(2, 0), exchanged = Sheet(0, 1);
        Assert.Equal((0.75, 7.0), (same.Accuracy, same.Range));
        Assert.Equal(0.25, exchanged.Accuracy);
        Assert.Equal((0.0, 1.0), (doubled.ChangedFrom(same), doubled.DifferenceFrom(same)));
        Assert.Equal((1.0, Math.Sqrt(8.0 / 204)), (exchanged.ChangedFrom(same), exchanged.DifferenceFrom(same)));
        Assert.Equal(1.96 * Math.Sqrt(0.75 * 0.25 / 4), same.Uncertainty, 1e-15);
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
        var (train, test) = (Draws(50), Draws(40));
        var settings = TrainingSettings.Default with
        {
            NumTrain = 50,
            Hidden = [8],
            WeightScale = 0.3,
            Solver = new() { Epochs = 6, BatchSize = 10, LearningRate = 0.05 },
        };
        return (TrainedNet<double>.Train(InferenceVariant.Plain, settings, 3, new(231, new((train, test)), new Progress<TrainingLine>(), CancellationToken.None)), test);

        Samples<double> Draws(int count) => new(Draw.Normal(random, count, 6), [.. Enumerable.Range(0, count).Select(_ => random.NextInteger(3))]);
    }
}
