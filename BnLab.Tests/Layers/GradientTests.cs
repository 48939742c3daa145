namespace BnLab.Tests.Layers;

/// <summary>Analytical gradients of layers against numerical ones, in shapes and options that the command gradcheck leaves out.</summary>
public sealed class GradientTests
{
    private readonly NumpyRandom _random = new(231);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void Group_norm(int groups)
    {
        var volume = new ImageShape(6, 4, 5);
        var (gamma, beta) = (Drawn(1, 6), Drawn(1, 6));
        Check(new GroupNormLayer<double>(gamma, beta, volume, groups), Draw.Normal(_random, 2, volume.Length, 5, 12), volume.Length, 1e-6, gamma, beta);
    }

    [Fact]
    public void Spatial_batch_norm_with_its_relu()
    {
        var volume = new ImageShape(3, 4, 5);
        var (gamma, beta) = (Drawn(1, 3), Drawn(1, 3));
        Check(new SpatialBatchNormLayer<double>(gamma, beta, volume, relu: true), Draw.Normal(_random, 2, volume.Length, 5, 12), volume.Length, 1e-6, gamma, beta);
    }

    [Fact]
    public void Local_response_norm_of_each_channel_alone()
    {
        var volume = new ImageShape(6, 3, 4);
        Check(new LocalResponseNorm<double>(volume, neighbours: 1, alpha: 0.1), Draw.Normal(_random, 2, volume.Length, 2), volume.Length, 1e-7);
    }

    [Theory]
    [InlineData(3, 1, 1)]
    [InlineData(3, 2, 1)]
    [InlineData(1, 2, 0)]
    public void Convolution_of_images_that_are_not_square(int kernel, int stride, int pad)
    {
        var volume = new ImageShape(3, 5, 7);
        var (w, b) = (Drawn(2, 3 * kernel * kernel), Drawn(1, 2));
        var layer = new Convolution<double>(w, b, volume, kernel, stride, pad);
        Check(layer, Draw.Normal(_random, 4, volume.Length), layer.Output.Length, 1e-8, w, b);
    }

    [Fact]
    public void Max_pool_of_windows_that_overlap()
    {
        var volume = new ImageShape(2, 6, 8);
        var layer = new MaxPool<double>(volume, size: 4, stride: 2);
        var x = new Matrix<double>(3, volume.Length);
        foreach (int row in Enumerable.Range(0, 3))
        {
            int[] order = _random.Permutation(volume.Length); // far from ties
            for (int i = 0; i < order.Length; i++) x[row, i] = order[i] / 100.0;
        }

        Check(layer, x, layer.Output.Length, 1e-8);
    }

    private Parameter<double> Drawn(int rows, int columns) => Parameter<double>.From(Draw.Normal(_random, rows, columns));

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
