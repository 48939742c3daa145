namespace BnLab.Tests.Experiments;

public sealed class LayerActivityTests
{
    [Fact]
    public void An_activity_tells_the_share_of_the_near_linear_range_and_of_zeros()
    {
        var y = new Matrix<double>(4, 2);
        double[,] values = { { 0.05, 0 }, { 0.1, 0 }, { 0.9, 0.5 }, { 0.95, 0 } };
        for (int n = 0; n < 4; n++)
        {
            for (int j = 0; j < 2; j++) y[n, j] = values[n, j];
        }

        var activity = LayerActivity.Of(y, y);
        Assert.Equal((3 / 8.0, 0.375, 0.375), (activity.NearLinear, activity.Zeros, activity.ZerosDeviation)); // of the units: 0 and 0.75
        Assert.Equal(1.0, activity.Linearity, 12);
        y[3, 1] = double.NaN;
        var diverged = LayerActivity.Of(y, y);
        Assert.All([diverged.NearLinear, diverged.Linearity, diverged.Zeros, diverged.ZerosDeviation], value => Assert.Equal(double.NaN, value));
    }

    /// <summary>np.corrcoef of -2, 0, 2 and their sigmoids, squared; a unit that does not vary counts as straight.</summary>
    [Fact]
    public void A_line_explains_the_square_of_the_correlation()
    {
        var inputs = Matrix<double>.From(new double[,] { { -2, 1 }, { 0, 1 }, { 3, 1 } });
        var outputs = inputs.Map(x => 1 / (1 + Math.Exp(-x)));
        Assert.Equal((0.9957451563862166 + 1) / 2, LayerActivity.Of(inputs, outputs).Linearity, 1e-6);
    }

    [Theory]
    [InlineData(Activation.Sigmoid, false)]
    [InlineData(Activation.Relu, false)]
    [InlineData(Activation.Relu, true)]
    public void It_sees_what_the_next_affine_layer_gets(Activation activation, bool after)
    {
        var (net, x) = Net(activation, after);
        var outputs = new List<Matrix<double>>();
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) => outputs.Add(y.Clone()));
        var inputs = Enumerable.Range(1, net.Layers.Count - 1).Where(i => net.Layers[i] is Affine<double>)
            .Select(i => LayerActivity.Of(outputs[Enumerable.Range(0, i).Last(j => net.Layers[j] is Affine<double>)], outputs[i - 1]));
        var seen = Activities(net, x);
        Assert.Equal(2, seen.Count);
        Assert.Equivalent(inputs, seen);
    }

    [Fact]
    public void It_sees_the_samples_normalized_by_their_own_statistics_as_in_training()
    {
        var (net, x) = Net(Activation.Sigmoid, after: false);
        var seen = Activities(net, x);
        Assert.Equal(NearLinear(Mode.Train), seen[^1].NearLinear);
        Assert.NotEqual(NearLinear(Mode.Test), seen[^1].NearLinear);

        double NearLinear(Mode mode)
        {
            var last = default(Matrix<double>);
            net.Walk(x, mode, (i, y) => last = i == net.Layers.Count - 2 ? y.Clone() : last);
            return LayerActivity.Of(last, last).NearLinear;
        }
    }

    [Fact]
    public void A_look_leaves_no_trace()
    {
        var (watched, x) = Net(Activation.Sigmoid, after: false);
        var (other, _) = Net(Activation.Sigmoid, after: false);
        int[] labels = [0, 1, 2, 0, 1, 2, 0, 1];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(other.Loss(x, labels), watched.Loss(x, labels));
            Activities(watched, x);
        }

        Assert.Equal(other.Scores(x).ToArray(), watched.Scores(x).ToArray()); // at test time: by the running statistics
        Assert.Equal(other.Parameters.Gradients.ToArray(), watched.Parameters.Gradients.ToArray());
    }

    private static IReadOnlyList<LayerActivity> Activities(Network<double> net, Matrix<double> x) => HiddenLayers.Of(net, x, LayerActivity.Of);

    private static (FullyConnectedNet<double> Net, Matrix<double> X) Net(Activation activation, bool after)
    {
        var random = new NumpyRandom(7);
        var net = new FullyConnectedNet<double>(new NetDesign(6, [5, 4], 3)
        {
            Activation = activation,
            Normalization = Normalization.Batch,
            NormalizesAfterActivation = after,
        });
        net.Initialize(random, 1.0);
        return (net, Draw.Normal(random, 8, 6));
    }
}
