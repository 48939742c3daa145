using BnLab.Tests.Golden;

namespace BnLab.Tests.Layers;

public sealed class LayerNormTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 5)]
    [InlineData(50, 100)]
    public void The_layer_is_the_plain_lines(int n, int d)
    {
        var random = new NumpyRandom(10);
        var (x, dy) = (Draw.Normal(random, n, d, 5, 12), Draw.Normal(random, n, d));
        var gamma = Parameter<double>.From(Draw.Normal(random, 1, d));
        var beta = Parameter<double>.From(Draw.Normal(random, 1, d));
        var layer = new LayerNormLayer<double>(gamma, beta);
        var plain = LayerNorm.Forward(x, gamma.Value, beta.Value);
        Close.Equal(plain.Y, layer.Forward(x, Mode.Train), 1e-12);
        var gradients = LayerNorm.Backward(dy, plain);
        Close.Equal(gradients.Dx, layer.Backward(dy), 1e-11);
        Close.Equal(gradients.Dgamma, gamma.Gradient, 1e-12);
        Close.Equal(gradients.Dbeta, beta.Gradient, 1e-12);
    }

    [Fact]
    public void Meets_PyTorch()
    {
        var golden = GoldenFile.Read("torch-layers.json").GetProperty("LayerNorm(6), eps 1e-5");
        var gamma = Parameter<double>.From(Golden("weight", 1));
        var beta = Parameter<double>.From(Golden("bias", 1));
        var layer = new LayerNormLayer<double>(gamma, beta);
        Close.Equal(Golden("y", 4), layer.Forward(Golden("x", 4) + 2.0, Mode.Train), 1e-12);
        Close.Equal(Golden("dx", 4), layer.Backward(Golden("dout", 4)), 1e-12);
        Close.Equal(Golden("dweight", 1), gamma.Gradient, 1e-12);
        Close.Equal(Golden("dbias", 1), beta.Gradient, 1e-12);

        Matrix<double> Golden(string name, int rows) => BatchNormTests.Rows(Close.Flatten(golden.GetProperty(name)), rows);
    }

    [Fact]
    public void It_does_the_same_in_training_and_use()
    {
        var random = new NumpyRandom(11);
        var x = Draw.Normal(random, 3, 7);
        var layer = new LayerNormLayer<double>(
            Parameter<double>.From(Draw.Normal(random, 1, 7)), Parameter<double>.From(Draw.Normal(random, 1, 7)));
        double[] training = layer.Forward(x, Mode.Train).ToArray();
        Assert.Equal(training, layer.Forward(x, Mode.Test).ToArray());
    }
}
