namespace BnLab.Tests.Nets;

public sealed class ConvNetTests
{
    private static readonly ConvNetDesign Small = new(new ImageShape(2, 6, 8), Filters: 4, Kernel: 3, [5], Classes: 3);

    [Theory]
    [InlineData("baseline", false, false)]
    [InlineData("batchnorm", true, false)]
    [InlineData("lrn", false, true)]
    public void Meets_PyTorch_on_the_same_draws(string name, bool batchNorm, bool localResponse)
    {
        var random = new NumpyRandom(231);
        var x = Draw.Normal(random, 6, Small.Input.Length, 10);
        var net = new ConvNet<double>(Small with { HasBatchNorm = batchNorm, HasLocalResponseNorm = localResponse, Regularization = 0.1 });
        net.Initialize(random, 0.1);
        var rule = UpdateRule.Create<double>("sgd", net.Parameters.Values.Columns);
        foreach (double expected in GoldenFile.Read("convnet.json").GetProperty(name).Doubles())
        {
            Assert.Equal(expected, net.Loss(x, [0, 1, 2, 0, 1, 2]), 1e-12 * expected);
            rule.Step(net.Parameters.Values, net.Parameters.Gradients, 0.05);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Gradients_of_all_parameters_are_right(bool batchNorm, bool localResponse)
    {
        var random = new NumpyRandom(27);
        var net = new ConvNet<double>(Small with { Hidden = [5, 4], HasBatchNorm = batchNorm, HasLocalResponseNorm = localResponse, Regularization = 0.1 });
        net.Initialize(random, 0.3);
        NetDesignTests.GradientsAreRight(net, random, samples: 5, Small.Input.Length);
    }

    [Fact]
    public void Its_layers_stand_in_the_order_of_the_course_and_of_AlexNet()
    {
        string[] Layers(ConvNetDesign design) => [.. new ConvNet<float>(design).Layers.Select(layer => layer.GetType().Name[..^2])];
        Assert.Equal(["Convolution", "Relu", "MaxPool", "Affine", "Relu", "Affine"], Layers(Small));
        Assert.Equal(["Convolution", "SpatialBatchNormLayer", "MaxPool", "Affine", "BatchNormLayer", "Affine"], Layers(Small with { HasBatchNorm = true }));
        Assert.Equal(["Convolution", "Relu", "LocalResponseNorm", "MaxPool", "Affine", "Relu", "Affine"], Layers(Small with { HasLocalResponseNorm = true }));
    }

    [Fact]
    public void Parameters_are_named_and_shaped_as_in_the_course()
    {
        var net = new ConvNet<float>(Small with { HasBatchNorm = true });
        Assert.Equal(["W1", "b1", "gamma1", "beta1", "W2", "b2", "gamma2", "beta2", "W3", "b3"], net.Parameters.All.Select(p => p.Shape.Name));
        Assert.Equal((4, 2 * 9), (net.Parameters["W1"].Value.Rows, net.Parameters["W1"].Value.Columns));
        Assert.Equal((4 * 3 * 4, 5), (net.Parameters["W2"].Value.Rows, net.Parameters["W2"].Value.Columns));
        Assert.Equal(["W1", "b1", "W2", "b2", "W3", "b3"], new ConvNet<float>(Small).Parameters.All.Select(p => p.Shape.Name));
    }

    [Fact]
    public void Training_it_allocates_nothing_when_warm()
    {
        var random = new NumpyRandom(28);
        foreach (bool batchNorm in new[] { false, true })
        {
            var net = new ConvNet<float>(Small with { HasBatchNorm = batchNorm, HasLocalResponseNorm = !batchNorm });
            net.Initialize(random, 0.1);
            var x = Draw.Normal<float>(random, 6, Small.Input.Length);
            int[] labels = [0, 1, 2, 0, 1, 2];
            net.Loss(x, labels);
            Assert.Equal(0, Allocation.Of(() => net.Loss(x, labels)));
        }
    }

    [Fact]
    public void Kernels_and_images_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConvNet<float>(Small with { Kernel = 4 }));
        Assert.Throws<ArgumentException>(() => new ConvNet<float>(Small with { Input = new(2, 5, 8) }));
    }
}
