namespace BnLab.Tests.Layers;

public sealed class ConvolutionTests
{
    /// <summary>The course's ConvolutionalNetworks notebook states these results for evenly spaced values.</summary>
    [Fact]
    public void Meets_the_notebook()
    {
        var x = Spaced(-0.1, 0.5, 2, 48);
        var w = Parameter<double>.From(Spaced(-0.2, 0.3, 3, 48));
        var b = Parameter<double>.From(Spaced(-0.1, 0.2, 1, 3));
        var layer = new Convolution<double>(w, b, new ImageShape(3, 4, 4), kernel: 4, stride: 2, pad: 1);
        Assert.Equal(new ImageShape(3, 2, 2), layer.Output);
        Close.Equal(
            [
                -0.08759809, -0.10987781, -0.18387192, -0.2109216,
                0.21027089, 0.21661097, 0.22847626, 0.23004637,
                0.50813986, 0.54309974, 0.64082444, 0.67101435,
                -0.98053589, -1.03143541, -1.19128892, -1.24695841,
                0.69108355, 0.66880383, 0.59480972, 0.56776003,
                2.36270298, 2.36904306, 2.38090835, 2.38247847,
            ],
            layer.Forward(x, Mode.Train).ToArray(),
            5.1e-9);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 1, 0)]
    [InlineData(2, 3, 5, 7, 4, 3, 1, 1)]
    [InlineData(2, 3, 5, 7, 4, 3, 2, 1)]
    [InlineData(3, 2, 6, 4, 17, 2, 2, 0)]
    [InlineData(2, 1, 2, 3, 2, 2, 1, 3)] // some windows see nothing but padding
    [InlineData(2, 2, 3, 2, 2, 6, 1, 2)] // the window is larger than the image
    [InlineData(2, 2, 9, 37, 6, 3, 1, 1)] // rows of places that no whole number of vectors fills
    [InlineData(2, 3, 15, 36, 33, 5, 3, 1)]
    [InlineData(4, 3, 5, 7, 2, 1, 2, 0)]
    public void Is_the_naive_loop(int n, int channels, int height, int width, int filters, int kernel, int stride, int pad)
    {
        Compare<double>(1e-12);
        Compare<float>(2e-4);

        void Compare<T>(double tolerance)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var random = new NumpyRandom(16);
            var volume = new ImageShape(channels, height, width);
            var x = Draw.Normal<T>(random, n, volume.Length);
            var w = Parameter<T>.From(Draw.Normal<T>(random, filters, channels * kernel * kernel));
            var b = Parameter<T>.From(Draw.Normal<T>(random, 1, filters));
            var layer = new Convolution<T>(w, b, volume, kernel, stride, pad);
            var dy = Draw.Normal<T>(random, n, layer.Output.Length);
            var naive = NaiveConvolution.Run(x, w.Value, b.Value, dy, volume, layer.Output, kernel, stride, pad);
            Close.Equal(naive.Y, layer.Forward(x, Mode.Train).ToArray(), tolerance);
            Close.Equal(naive.Dx, layer.Backward(dy).ToArray(), tolerance);
            Close.Equal(naive.Dw, w.Gradient.ToArray(), tolerance);
            Close.Equal(naive.Db, b.Gradient.ToArray(), tolerance);
        }
    }

    /// <summary>Each result is one chain of multiply-adds in the order of channel, row and column, or of filters, or of images and places.</summary>
    [Theory]
    [InlineData(3, 2, 8, 21, 5, 3, 1, 1)]
    [InlineData(2, 1, 7, 9, 3, 3, 2, 1)]
    public void The_order_of_every_sum_is_fixed(int n, int channels, int height, int width, int filters, int kernel, int stride, int pad)
    {
        var random = new NumpyRandom(18);
        var volume = new ImageShape(channels, height, width);
        var x = Draw.Normal<float>(random, n, volume.Length);
        var w = Parameter<float>.From(Draw.Normal<float>(random, filters, channels * kernel * kernel));
        var b = Parameter<float>.From(Draw.Normal<float>(random, 1, filters));
        var layer = new Convolution<float>(w, b, volume, kernel, stride, pad);
        var dy = Draw.Normal<float>(random, n, layer.Output.Length);
        var chains = new ChainedConvolution(x, w.Value, b.Value, dy, volume, layer.Output, kernel, stride, pad);
        Assert.Equal(chains.Y.ToArray(), layer.Forward(x, Mode.Train).ToArray());
        Assert.Equal(chains.Dx.ToArray(), layer.Backward(dy).ToArray());
        Assert.Equal(chains.Dw.ToArray(), w.Gradient.ToArray());
    }

    [Theory]
    [InlineData(3, 2, 0)]  // (4 - 3) / 2 places down
    [InlineData(5, 1, 0)]  // larger than the image
    [InlineData(0, 1, 0)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 1, -1)]
    public void Windows_that_do_not_fit_are_refused(int kernel, int stride, int pad) => Assert.ThrowsAny<ArgumentException>(() =>
        new Convolution<double>(
            Parameter<double>.From(new(3, 2 * kernel * kernel)), Parameter<double>.From(new(1, 3)), new ImageShape(2, 4, 5), kernel, stride, pad));

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var (w, b, volume) = (Parameter<double>.From(new(3, 18)), Parameter<double>.From(new(1, 3)), new ImageShape(2, 4, 4));
        Assert.Throws<ArgumentException>(() => new Convolution<double>(w, b, new ImageShape(1, 4, 4), 3, 1, 1));
        Assert.Throws<ArgumentException>(() => new Convolution<double>(w, Parameter<double>.From(new(1, 2)), volume, 3, 1, 1));
    }

    internal static Matrix<double> Spaced(double from, double to, int rows, int columns)
    {
        int count = rows * columns;
        return BatchNormTests.Rows([.. Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)))], rows);
    }
}
