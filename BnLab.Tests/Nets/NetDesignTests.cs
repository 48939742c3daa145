namespace BnLab.Tests.Nets;

public sealed class NetDesignTests
{
    public static TheoryData<NetDesign> Designs => new(
        from normalization in Enum.GetValues<Normalization>()
        from activation in Enum.GetValues<Activation>()
        from after in new[] { false, true }
        select new NetDesign(6, [5, 4], 3)
        {
            Normalization = normalization,
            Activation = activation,
            NormalizesAfterActivation = after,
            Regularization = 0.1,
        });

    [Theory]
    [MemberData(nameof(Designs))]
    public void Every_design_has_right_gradients(NetDesign design)
    {
        var random = new NumpyRandom(7);
        var net = new FullyConnectedNet<double>(design);
        net.Initialize(random, 0.5);
        GradientsAreRight(net, random, samples: 8, features: 6);
    }

    [Fact]
    public void Dropout_stands_behind_each_hidden_layer_and_not_behind_the_scores()
    {
        var net = new FullyConnectedNet<double>(new NetDesign(6, [5, 4], 3) { Keep = 0.5 }, new NumpyRandom(1));
        Assert.Equal(
            [typeof(Affine<double>), typeof(Relu<double>), typeof(Dropout<double>), typeof(Affine<double>), typeof(Relu<double>), typeof(Dropout<double>), typeof(Affine<double>)],
            net.Layers.Select(layer => layer.GetType()));
        Assert.Throws<ArgumentNullException>(() => new FullyConnectedNet<double>(new NetDesign(6, [5], 3) { Keep = 0.5 }));
    }

    [Fact]
    public void Uniform_weights_fill_the_bound_of_their_layer_and_no_more()
    {
        var net = new FullyConnectedNet<double>(200, [100], 10);
        net.Initialize(new NumpyRandom(231), new UniformInitialization(4));
        double bound = 4 * Math.Sqrt(6.0 / 300);
        double[] weights = [.. Enumerable.Range(0, 200).SelectMany(r => net.Parameters["W1"].Value.Row(r).ToArray())];
        Assert.InRange(weights.Max(), 0.999 * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.999 * bound);
        Assert.InRange(weights.Average(), -0.01 * bound, 0.01 * bound);
    }

    [Theory]
    [InlineData(Activation.Tanh, 1.0)]
    [InlineData(Activation.Sigmoid, 4.0)]
    [InlineData(Activation.Relu, 1.4142135623730951)]
    public void Every_activation_has_its_customary_gain(Activation activation, double gain) =>
        Assert.Equal(gain, UniformInitialization.For(activation).Gain);

    [Fact]
    public void Weight_count_is_what_initialization_draws() =>
        Assert.Equal((6 * 5) + (5 * 4) + (4 * 3), new NetDesign(6, [5, 4], 3).WeightCount);

    /// <summary>Holds all gradients of a net of three classes against numerical ones.</summary>
    internal static void GradientsAreRight(Network<double> net, NumpyRandom random, int samples, int features)
    {
        foreach (var (shape, learned) in net.Parameters.All)
        {
            if (shape.Rows == 1) random.FillNormal(learned.Value, 0.5, 1.0); // off the kink of ReLU at 0
        }

        var x = Draw.Normal(random, samples, features);
        int[] labels = [.. Enumerable.Range(0, samples).Select(n => n % 3)];
        foreach (var (shape, learned) in net.Parameters.All)
        {
            net.Loss(x, labels); // the numerical gradient leaves the gradients of a point beside this one
            var analytical = learned.Gradient.Clone();
            var numerical = NumericalGradient.Of(learned.Value, () => net.Loss(x, labels));
            double apart = (numerical - analytical).Map(Math.Abs).ToArray().Max();
            Assert.True(apart < 1e-7, $"{shape.Name} apart by {apart}");
        }
    }
}
