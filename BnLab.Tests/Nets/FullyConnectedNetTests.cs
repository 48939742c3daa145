namespace BnLab.Tests.Nets;

public sealed class FullyConnectedNetTests
{
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

    [Fact]
    public void Every_layer_but_the_first_is_asked_for_the_gradient_of_its_input()
    {
        var net = new Chain([new(), new(), new()]);
        net.Loss(Draw.Normal(new NumpyRandom(1), 4, 3), [0, 1, 2, 0]);
        Assert.Equal([false, true, true], net.Spies.Select(spy => spy.InputGradient));
    }

    [Fact]
    public void An_affine_layer_that_is_not_asked_computes_no_dx()
    {
        var random = new NumpyRandom(1);
        var layer = new Affine<double>(Parameter<double>.From(Draw.Normal(random, 3, 2)), Parameter<double>.From(Draw.Normal(random, 1, 2)));
        layer.Forward(Draw.Normal(random, 4, 3), Mode.Train);
        var dx = layer.Backward(Draw.Normal(random, 4, 2), inputGradient: false);
        Assert.True(dx.Rows == 0 || dx.ToArray().All(value => value == 0.0), $"{dx}");
    }

    private sealed class Chain(IReadOnlyList<Spy> spies) : Network<double>([], regularization: 0.0)
    {
        public IReadOnlyList<Spy> Spies => spies;

        public override IReadOnlyList<ILayer<double>> Layers => spies;
    }

    /// <summary>A layer that passes everything on and remembers what it was asked for.</summary>
    private sealed class Spy : ILayer<double>
    {
        public bool? InputGradient { get; private set; }

        public Matrix<double> Forward(Matrix<double> x, Mode mode) => x;

        public Matrix<double> Backward(Matrix<double> dy, bool inputGradient = true)
        {
            InputGradient = inputGradient;
            return dy;
        }
    }
}
