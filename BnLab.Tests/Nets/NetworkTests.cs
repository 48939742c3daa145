namespace BnLab.Tests.Nets;

public sealed class NetworkTests
{
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
