namespace BnLab.Tests.Nets;

public sealed class FullyConnectedNetTests
{
    [Theory]
    [InlineData(Normalization.None, 0.0)]
    [InlineData(Normalization.None, 3.14)]
    [InlineData(Normalization.Batch, 0.0)]
    [InlineData(Normalization.Batch, 3.14)]
    [InlineData(Normalization.Layer, 0.0)]
    [InlineData(Normalization.Layer, 3.14)]
    public void Gradients_of_all_parameters_are_right(Normalization normalization, double regularization)
    {
        var random = new NumpyRandom(231);
        var x = Draw.Normal(random, 4, 15);
        int[] y = [.. Enumerable.Range(0, 4).Select(_ => random.NextInteger(10))];
        var net = new FullyConnectedNet<double>(15, [20, 30], 10, normalization, regularization);
        net.Initialize(random, 5e-2);
        net.Loss(x, y);
        var gradients = net.Parameters.All.Select(p => p.Parameter.Gradient.Clone()).ToList(); // Loss overwrites them
        foreach (var ((shape, learned), analytical) in net.Parameters.All.Zip(gradients))
        {
            var numerical = NumericalGradient.Of(learned.Value, () => net.Loss(x, y));
            double apart = (numerical - analytical).Map(Math.Abs).ToArray().Max();
            Assert.True(apart < 2e-7, $"{shape.Name}: {apart}"); // absolute: a bias before BN has gradient 0
            if (shape.Kind == ParameterKind.Scale) Assert.InRange(RelativeError.Max(numerical, analytical), 0, 1e-5);
        }
    }

    [Fact]
    public void The_courses_losses_come_out_to_the_last_digit()
    {
        var random = new NumpyRandom(231);
        var x = Draw.Normal(random, 2, 15);
        int[] y = [random.NextInteger(10), random.NextInteger(10)];
        double Loss(double regularization)
        {
            var net = new FullyConnectedNet<double>(15, [20, 30], 10, Normalization.Batch, regularization);
            net.Initialize(random, 5e-2);
            return net.Loss(x, y);
        }

        Assert.Equal(2.2611955101340957, Loss(0), 1e-14);
        Assert.Equal(6.996533220108303, Loss(3.14), 1e-14);
    }

    [Fact]
    public void Parameters_are_named_and_shaped_as_in_the_course()
    {
        var net = new FullyConnectedNet<float>(12, [7, 5], 3, Normalization.Batch);
        Assert.Equal(
            ["W1", "b1", "gamma1", "beta1", "W2", "b2", "gamma2", "beta2", "W3", "b3"],
            net.Parameters.All.Select(p => p.Shape.Name));
        Assert.Equal((12 * 7) + (3 * 7) + (7 * 5) + (3 * 5) + (5 * 3) + 3, net.Parameters.Count);
        Assert.Equal((7, 5), (net.Parameters["W2"].Value.Rows, net.Parameters["W2"].Value.Columns));
        Assert.Throws<KeyNotFoundException>(() => net.Parameters["W4"]);
    }

    [Fact]
    public void Without_hidden_layers_it_is_a_linear_classifier()
    {
        var net = new FullyConnectedNet<double>(4, [], 3);
        net.Parameters["b1"].Value.Fill(2);
        Assert.Equal([2, 2, 2], net.Scores(Matrix<double>.Constant(1, 4, 1)).ToArray());
    }

    [Fact]
    public void Use_of_a_net_leaves_its_running_statistics_alone()
    {
        var random = new NumpyRandom(1);
        var net = new FullyConnectedNet<double>(4, [3], 2, Normalization.Batch);
        net.Initialize(random, 1);
        var x = Draw.Normal(random, 8, 4);
        double[] before = net.Scores(x).ToArray();
        net.Scores(x + 5.0);
        Assert.Equal(before, net.Scores(x).ToArray());
        net.Scores(x, Mode.Train);
        Assert.NotEqual(before, net.Scores(x).ToArray());
    }
}
