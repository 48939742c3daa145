namespace BnLab.Tests.Training;

public sealed class SolverTests
{
    [Theory]
    [InlineData(Normalization.None, "sgd", 0.0)]
    [InlineData(Normalization.Batch, "adam", 0.0)]
    [InlineData(Normalization.Layer, "rmsprop", 0.5)]
    public void Nothing_is_allocated_per_iteration(Normalization normalization, string rule, double regularization)
    {
        var random = new NumpyRandom(1);
        var net = new FullyConnectedNet<float>(20, [16, 16], 5, normalization, regularization);
        net.Initialize(random, 0.1);
        var samples = Samples<float>(random, 60);
        var solver = new Solver<float>(net, samples, samples, new() { UpdateRule = rule, BatchSize = 10 }, random);
        solver.Step();
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (int i = 0; i < 100; i++) solver.Step();
        }));
    }

    [Theory]
    [InlineData(60, 10, 3)]
    [InlineData(65, 10, 2)] // the rest of an epoch that fills no mini-batch is left out
    [InlineData(5, 10, 2)] // fewer samples than a mini-batch: one iteration an epoch
    [InlineData(1_200, 100, 2)] // training accuracy on a drawn part
    public void Skipping_the_draws_leaves_the_generator_where_training_leaves_it(int samples, int batchSize, int epochs)
    {
        var random = new NumpyRandom(1);
        var net = new FullyConnectedNet<double>(20, [4], 5);
        var train = Samples<double>(random, samples);
        var options = new SolverOptions { BatchSize = batchSize, Epochs = epochs };
        var skipped = random.Clone();
        new Solver<double>(net, train, train, options, random).Train("net", 1);
        new Schedule(samples, options).SkipDraws(skipped);
        Assert.Equal(random.NextDouble(), skipped.NextDouble());
    }

    [Fact]
    public void The_log_is_the_notebooks()
    {
        var lines = new List<string>();
        var random = new NumpyRandom(1);
        var samples = Samples<double>(random, 40);
        var net = new FullyConnectedNet<double>(20, [4], 5);
        new Solver<double>(net, samples, samples, new() { BatchSize = 10, Epochs = 2, PrintEvery = 3 }, random).Train("net", 1, new Told<TrainingLine>(line => lines.Add(line.ToString())));
        Assert.Equal("(Iteration 1 / 8) loss: 1.609438", lines[0]);
        Assert.StartsWith("(Epoch 0 / 2) train acc: 0.", lines[1], StringComparison.Ordinal);
        Assert.Equal(["(Iteration 4 / 8) loss", "(Epoch 1 / 2) train acc", "(Iteration 7 / 8) loss", "(Epoch 2 / 2) train acc"], lines.Skip(2).Select(l => l[..l.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_loss_beyond_the_numbers_is_recorded_and_training_goes_on()
    {
        var random = new NumpyRandom(1);
        var net = new FullyConnectedNet<float>(20, [16, 16], 5);
        net.Initialize(random, 1e15);
        var samples = Samples<float>(random, 60);
        var history = new Solver<float>(net, samples, samples, new() { BatchSize = 10, LearningRate = 1e30 }, random).Train("net", 1);
        Assert.Equal(60, history.Losses.Count);
        Assert.Equal(11, history.Epochs.Count);
        Assert.NotNull(history.FirstNotFinite);
        Assert.False(double.IsFinite(history.Losses[^1]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_net_is_left_with_its_best_or_last_parameters(bool keepBest)
    {
        var random = new NumpyRandom(3);
        var net = new FullyConnectedNet<double>(20, [8], 5);
        net.Initialize(random, 0.1);
        var (train, validation) = (Samples<double>(random, 50), Samples<double>(random, 50));
        var history = new Solver<double>(net, train, validation, new() { BatchSize = 10, Epochs = 30, LearningRate = 0.05, KeepBest = keepBest }, random).Train("net", 1);
        Assert.NotEqual(history.BestValAccuracy, history.Epochs[^1].Validation); // else the test shows nothing
        Assert.Equal(keepBest ? history.BestValAccuracy : history.Epochs[^1].Validation, new Evaluation<double>(net, validation).Measure());
    }

    [Fact]
    public void An_epoch_has_as_many_iterations_as_whole_mini_batches()
    {
        var random = new NumpyRandom(1);
        var samples = Samples<double>(random, 65);
        var net = new FullyConnectedNet<double>(20, [4], 5);
        Assert.Equal(12, new Solver<double>(net, samples, samples, new() { BatchSize = 10, Epochs = 2 }, random).Train("net", 1).Losses.Count);
    }

    [Fact]
    public void Without_any_right_answer_the_last_parameters_stay()
    {
        var random = new NumpyRandom(1);
        var net = new FullyConnectedNet<double>(20, [4], 5);
        net.Initialize(random, 0.1);
        double[] before = net.Parameters["W1"].Value.ToArray();
        var train = Samples<double>(random, 40);
        var never = new Samples<double>(train.X, [.. train.Labels.Select(_ => 5)]); // no net of 5 classes answers 5
        new Solver<double>(net, train, never, new() { BatchSize = 10, Epochs = 2 }, random).Train("net", 1);
        Assert.NotEqual(before, net.Parameters["W1"].Value.ToArray());
    }

    [Fact]
    public void Cancellation_ends_a_training()
    {
        var random = new NumpyRandom(1);
        var samples = Samples<double>(random, 40);
        var solver = new Solver<double>(new FullyConnectedNet<double>(20, [4], 5), samples, samples, new(), random);
        Assert.Throws<OperationCanceledException>(() => solver.Train("net", 1, null, new CancellationToken(canceled: true)));
    }

    private static Samples<T> Samples<T>(NumpyRandom random, int count)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new(
            Draw.Normal<T>(random, count, 20), [.. Enumerable.Range(0, count).Select(_ => random.NextInteger(5))]);

    [Fact]
    public void A_tanh_net_learns_a_line_and_keeps_the_parameters_of_the_lowest_error()
    {
        var random = new NumpyRandom(231);
        var (train, test) = (Line(random, 100), Line(random, 40));
        var net = new FullyConnectedNet<double>(new NetDesign(1, [8], 1) { Activation = Activation.Tanh });
        net.Initialize(random, new UniformInitialization());
        var history = new Solver<double>(net, train, test, new() { BatchSize = 10, Epochs = 40, LearningRate = 0.01 }, random).Train("line", 231);
        Assert.True(history.Epochs[0].Validation > 0.05, "it begins with an error");
        Assert.True(history.Epochs[^1].Validation < 0.01, "it learns");
        var predictions = net.Scores(test.X);
        double error = Enumerable.Range(0, 40).Average(i => Math.Pow(predictions[i, 0] - test.Targets[i, 0], 2));
        Assert.Equal(history.Epochs.Min(e => e.Validation), error, 12);
    }

    private static Samples<double> Line(NumpyRandom random, int count)
    {
        var (x, y) = (new Matrix<double>(count, 1), new Matrix<double>(count, 1));
        for (int i = 0; i < count; i++)
        {
            x.Row(i)[0] = (2 * random.NextDouble()) - 1;
            y.Row(i)[0] = (0.5 * x[i, 0]) + 0.2;
        }

        return new(x, y);
    }
}
