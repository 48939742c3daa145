namespace BnLab.Tests.Training;

/// <summary>The same Solver trains regressions: errors instead of accuracies, and lower is better.</summary>
public sealed class RegressionTests
{
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
