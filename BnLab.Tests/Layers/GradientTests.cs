namespace BnLab.Tests.Layers;

/// <summary>Analytical gradients of every layer against numerical ones.</summary>
public sealed class GradientTests
{
    private readonly NumpyRandom _random = new(231);

    [Fact]
    public void Affine()
    {
        var x = Draw.Normal(_random, 10, 6);
        var (w, b) = (Parameter<double>.From(Draw.Normal(_random, 6, 5)), Parameter<double>.From(Draw.Normal(_random, 1, 5)));
        Check(new Affine<double>(w, b), x, 5, 1e-9, w, b);
    }

    [Fact]
    public void Relu()
    {
        var x = Draw.Normal(_random, 10, 10).Map(v => Math.Abs(v) < 1e-3 ? 1.0 : v); // away from the kink
        Check(new Relu<double>(10), x, 10, 1e-8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batch_norm(bool relu)
    {
        var x = Draw.Normal(_random, 4, 5, 5, 12);
        var (gamma, beta) = (Parameter<double>.From(Draw.Normal(_random, 1, 5)), Parameter<double>.From(Draw.Normal(_random, 1, 5)));
        Check(new BatchNormLayer<double>(gamma, beta, relu: relu), x, 5, 1e-7, gamma, beta);
    }

    [Fact]
    public void Layer_norm()
    {
        var x = Draw.Normal(_random, 4, 5, 5, 12);
        var (gamma, beta) = (Parameter<double>.From(Draw.Normal(_random, 1, 5)), Parameter<double>.From(Draw.Normal(_random, 1, 5)));
        Check(new LayerNormLayer<double>(gamma, beta), x, 5, 1e-7, gamma, beta);
    }

    [Fact]
    public void Sigmoid() => Check(new Sigmoid<double>(10), Draw.Normal(_random, 10, 10), 10, 1e-8);

    [Fact]
    public void Tanh() => Check(new Tanh<double>(10), Draw.Normal(_random, 10, 10), 10, 1e-8);

    [Fact]
    public void Dropout_with_a_fixed_mask() =>
        Check(new Dropout<double>(10, 0.3, _random) { Frozen = true }, Draw.Normal(_random, 10, 10, 1, 10), 10, 1e-8);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spatial_batch_norm(bool relu)
    {
        var volume = new ImageShape(3, 4, 5);
        var x = Draw.Normal(_random, 2, volume.Length, 5, 12);
        var (gamma, beta) = (Parameter<double>.From(Draw.Normal(_random, 1, 3)), Parameter<double>.From(Draw.Normal(_random, 1, 3)));
        Check(new SpatialBatchNormLayer<double>(gamma, beta, volume, relu: relu), x, volume.Length, 1e-6, gamma, beta);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(6)]
    public void Group_norm(int groups)
    {
        var volume = new ImageShape(6, 4, 5);
        var x = Draw.Normal(_random, 2, volume.Length, 5, 12);
        var (gamma, beta) = (Parameter<double>.From(Draw.Normal(_random, 1, 6)), Parameter<double>.From(Draw.Normal(_random, 1, 6)));
        Check(new GroupNormLayer<double>(gamma, beta, volume, groups), x, volume.Length, 1e-6, gamma, beta);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Local_response_norm(int neighbours)
    {
        var volume = new ImageShape(6, 3, 4);
        var layer = new LocalResponseNorm<double>(volume, neighbours, alpha: 0.1);
        Check(layer, Draw.Normal(_random, 2, volume.Length, 2), volume.Length, 1e-7);
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(1, 2, 0)]
    public void Convolution(int kernel, int stride, int pad)
    {
        var volume = new ImageShape(3, 5, 7);
        var w = Parameter<double>.From(Draw.Normal(_random, 2, 3 * kernel * kernel));
        var b = Parameter<double>.From(Draw.Normal(_random, 1, 2));
        var layer = new Convolution<double>(w, b, volume, kernel, stride, pad);
        Check(layer, Draw.Normal(_random, 4, volume.Length), layer.Output.Length, 1e-8, w, b);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 2)]
    public void Max_pool(int size, int stride)
    {
        var volume = new ImageShape(2, 6, 8);
        var layer = new MaxPool<double>(volume, size, stride);
        var x = new Matrix<double>(3, volume.Length);
        foreach (int row in Enumerable.Range(0, 3))
        {
            int[] order = _random.Permutation(volume.Length); // far from ties
            for (int i = 0; i < order.Length; i++) x[row, i] = order[i] / 100.0;
        }

        Check(layer, x, layer.Output.Length, 1e-8);
    }

    [Fact]
    public void Softmax_loss()
    {
        var scores = Draw.Normal(_random, 10, 7);
        int[] labels = [0, 1, 2, 3, 4, 5, 6, 0, 1, 2];
        var dScores = new Matrix<double>(10, 7);
        SoftmaxLoss.Compute(scores, labels, dScores);
        var numerical = NumericalGradient.Of(scores, () => SoftmaxLoss.Compute(scores, labels, new Matrix<double>(10, 7)));
        Assert.InRange(RelativeError.Max(numerical, dScores), 0, 1e-8);
    }

    [Fact]
    public void Svm_loss()
    {
        var scores = Draw.Normal(_random, 10, 7);
        int[] labels = [0, 1, 2, 3, 4, 5, 6, 0, 1, 2];
        var dScores = new Matrix<double>(10, 7);
        SvmLoss.Compute(scores, labels, dScores);
        var numerical = NumericalGradient.Of(scores, () => SvmLoss.Compute(scores, labels, new Matrix<double>(10, 7)));
        Assert.InRange(RelativeError.Max(numerical, dScores), 0, 1e-8);
    }

    [Fact]
    public void Squared_loss()
    {
        var (predictions, targets) = (Draw.Normal(_random, 6, 3), Draw.Normal(_random, 6, 3));
        var dPredictions = new Matrix<double>(6, 3);
        SquaredLoss.Compute(predictions, targets, dPredictions);
        var numerical = NumericalGradient.Of(predictions, () => SquaredLoss.Compute(predictions, targets, new Matrix<double>(6, 3)));
        Assert.InRange(RelativeError.Max(numerical, dPredictions), 0, 1e-8);
    }

    [Fact]
    public void Softmax_loss_of_equal_scores_is_the_logarithm_of_the_number_of_classes() =>
        Assert.Equal(Math.Log(10), SoftmaxLoss.Compute(new Matrix<double>(3, 10), [1, 2, 3], new Matrix<double>(3, 10)), 1e-14);

    [Fact]
    public void Softmax_loss_of_large_scores_stays_finite()
    {
        var scores = Matrix<float>.From(new double[,] { { 1e30, 0, -1e30 } });
        var dScores = new Matrix<float>(1, 3);
        Assert.Equal(0, SoftmaxLoss.Compute(scores, [0], dScores));
        Assert.All(dScores.ToArray(), g => Assert.True(double.IsFinite(g)));
    }

    private void Check(ILayer<double> layer, Matrix<double> x, int outputs, double limit, params Parameter<double>[] learned)
    {
        var dy = Draw.Normal(_random, x.Rows, outputs);
        layer.Forward(x, Mode.Train);
        var dx = layer.Backward(dy.Clone()).Clone();
        Assert.InRange(RelativeError.Max(Numerical(x), dx), 0, limit);
        foreach (var each in learned)
        {
            var (value, gradient) = (each.Value, each.Gradient);
            Assert.InRange(RelativeError.Max(Numerical(value), gradient), 0, Math.Min(limit, 1e-8));
        }

        Matrix<double> Numerical(Matrix<double> of) =>
            NumericalGradient.OfLayer(of, () => layer.Forward(x, Mode.Train), dy);
    }
}
