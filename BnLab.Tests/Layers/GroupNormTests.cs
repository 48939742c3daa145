namespace BnLab.Tests.Layers;

public sealed class GroupNormTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(2, 6, 4, 5, 2)]
    [InlineData(5, 6, 3, 2, 6)]
    [InlineData(3, 17, 1, 2, 1)]
    public void The_layer_is_the_plain_lines(int n, int channels, int height, int width, int groups)
    {
        var random = new NumpyRandom(14);
        var volume = new ImageShape(channels, height, width);
        var (x, dy) = (Draw.Normal(random, n, volume.Length, 5, 12), Draw.Normal(random, n, volume.Length));
        var gamma = Parameter<double>.From(Draw.Normal(random, 1, channels));
        var beta = Parameter<double>.From(Draw.Normal(random, 1, channels));
        var layer = new GroupNormLayer<double>(gamma, beta, volume, groups);
        var plain = GroupNorm.Forward(x, volume, groups, gamma.Value, beta.Value);
        Close.Equal(plain.Y, layer.Forward(x, Mode.Train), 1e-12);
        var gradients = GroupNorm.Backward(dy, plain);
        Close.Equal(gradients.Dx, layer.Backward(dy), 1e-11);
        Close.Equal(gradients.Dgamma, gamma.Gradient, 1e-12);
        Close.Equal(gradients.Dbeta, beta.Gradient, 1e-12);
    }

    [Fact]
    public void One_group_of_single_pixels_is_layer_norm()
    {
        var random = new NumpyRandom(15);
        var (x, dy) = (Draw.Normal(random, 4, 6, 5, 12), Draw.Normal(random, 4, 6));
        var gamma = Parameter<double>.From(Draw.Normal(random, 1, 6));
        var beta = Parameter<double>.From(Draw.Normal(random, 1, 6));
        var layer = new LayerNormLayer<double>(gamma, beta);
        var group = new GroupNormLayer<double>(gamma, beta, new ImageShape(6, 1, 1), groups: 1);
        Close.Equal(layer.Forward(x, Mode.Train), group.Forward(x, Mode.Train), 1e-14);
        Close.Equal(layer.Backward(dy), group.Backward(dy), 1e-14);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    [InlineData(-2)]
    public void Unequal_groups_are_refused(int groups)
    {
        var six = Parameter<double>.From(new(1, 6));
        Assert.Throws<ArgumentException>(() => new GroupNormLayer<double>(six, six, new ImageShape(6, 2, 2), groups));
        Assert.Throws<ArgumentException>(() => GroupNorm.Forward(new(1, 24), new ImageShape(6, 2, 2), groups, six.Value, six.Value));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (three, six) = (Parameter<double>.From(new(1, 3)), Parameter<double>.From(new(1, 6)));
        var volume = new ImageShape(6, 2, 2);
        Assert.Throws<ArgumentException>(() => new GroupNormLayer<double>(three, six, volume, 2));
        Assert.Throws<ArgumentException>(() => new GroupNormLayer<double>(six, three, volume, 2));
    }
}
