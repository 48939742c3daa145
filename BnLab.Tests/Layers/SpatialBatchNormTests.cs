namespace BnLab.Tests.Layers;

public sealed class SpatialBatchNormTests
{
    /// <summary>The backward pass computes y once more to know where the ReLU was open; of y = 0 it passes nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void The_relu_is_open_where_the_result_is_positive(int scale)
    {
        var random = new NumpyRandom(14);
        var volume = new ImageShape(3, 7, 11);
        var gamma = Parameter<float>.From(Draw.Normal<float>(random, 1, 3).Map(g => scale * g));
        var beta = Parameter<float>.From(Draw.Normal<float>(random, 1, 3).Map(b => scale * b));
        var layer = new SpatialBatchNormLayer<float>(gamma, beta, volume, relu: true);
        var y = layer.Forward(Draw.Normal<float>(random, 5, volume.Length), Mode.Train).Map(v => v > 0 ? 1 : 0);
        var dx = layer.Backward(Matrix<float>.Constant(5, volume.Length, 1.0));
        var open = ColumnStatistics.ColumnSum(ChannelRows.FromImages(y, volume));
        Assert.Equal(open.ToArray(), beta.Gradient.ToArray());
        Assert.Equal(scale == 1, dx.ToArray().Any(d => d != 0));
    }

    [Fact]
    public void The_two_layouts_are_each_others_way_back()
    {
        var volume = new ImageShape(3, 2, 2);
        var images = BatchNormTests.Rows([.. Enumerable.Range(0, 24).Select(i => (double)i)], 2);
        var pixels = ChannelRows.FromImages(images, volume);
        Assert.Equal((8, 3), (pixels.Rows, pixels.Columns));
        Assert.Equal([1, 5, 9], pixels.Row(1).ToArray());    // image 0, pixel (0, 1), its three channels
        Assert.Equal([14, 18, 22], pixels.Row(6).ToArray()); // image 1, pixel (1, 0)
        Assert.Equal(images.ToArray(), ChannelRows.ToImages(pixels, volume).ToArray());
        Assert.Throws<ArgumentException>(() => ChannelRows.FromImages(images, new ImageShape(3, 2, 3)));
        Assert.Throws<ArgumentException>(() => ChannelRows.ToImages(pixels, new ImageShape(2, 2, 2)));
    }

    [Fact]
    public void Gradients_of_gamma_and_beta_need_no_dx()
    {
        var random = new NumpyRandom(13);
        var volume = new ImageShape(2, 3, 3);
        var gamma = Parameter<float>.From(Draw.Normal<float>(random, 1, 2));
        var layer = new SpatialBatchNormLayer<float>(gamma, Parameter<float>.From(new(1, 2)), volume);
        layer.Forward(Draw.Normal<float>(random, 4, 18), Mode.Train);
        Assert.True(layer.Backward(Draw.Normal<float>(random, 4, 18), inputGradient: false).IsEmpty);
        Assert.All(gamma.Gradient.ToArray(), g => Assert.NotEqual(0, g));
    }
}
