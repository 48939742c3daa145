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
}
