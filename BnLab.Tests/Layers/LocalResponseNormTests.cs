namespace BnLab.Tests.Layers;

public sealed class LocalResponseNormTests
{
    /// <summary>PyTorch divides alpha by n; the golden figures were made with n times the alpha that they name.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)] // fewer channels than neighbours
    public void Meets_PyTorch(int index)
    {
        var golden = GoldenFile.Read("local-response-norm.json").GetProperty("cases")[index];
        int[] volume = golden.GetProperty("volume").Integers();
        var layer = new LocalResponseNorm<double>(
            new ImageShape(volume[0], volume[1], volume[2]), golden.GetProperty("neighbours").GetInt32(),
            golden.GetProperty("k").GetDouble(), golden.GetProperty("alpha").GetDouble());
        Close.Equal(Golden("y"), layer.Forward(Golden("x"), Mode.Test), 1e-14);
        Close.Equal(Golden("y"), layer.Forward(Golden("x"), Mode.Train), 1e-14);
        Close.Equal(Golden("dx"), layer.Backward(Golden("dout")), 1e-14);

        Matrix<double> Golden(string name) => BatchNormTests.Rows(Close.Flatten(golden.GetProperty(name)), 2);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(3, 6, 5, 7, 5)]
    [InlineData(2, 3, 4, 4, 7)] // wider than the image has channels
    [InlineData(2, 9, 1, 33, 3)]
    [InlineData(2, 6, 3, 4, 1)] // each channel alone
    public void Is_the_naive_loop(int n, int channels, int height, int width, int neighbours)
    {
        Compare<double>(1e-13);
        Compare<float>(1e-5);

        void Compare<T>(double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var random = new NumpyRandom(24);
            var volume = new ImageShape(channels, height, width);
            var layer = new LocalResponseNorm<T>(volume, neighbours, k: 1.5, alpha: 0.2);
            var (x, dy) = (Draw.Normal<T>(random, n, volume.Length, 3), Draw.Normal<T>(random, n, volume.Length));
            var (y, dx) = Naive(x.ToArray(), dy.ToArray(), volume, neighbours, 1.5, 0.2);
            Close.Equal(y, layer.Forward(x, Mode.Test).ToArray(), tolerance);
            Close.Equal(y, layer.Forward(x, Mode.Train).ToArray(), tolerance);
            Close.Equal(dx, layer.Backward(dy).ToArray(), tolerance);
        }
    }

    [Fact]
    public void The_defaults_are_AlexNets()
    {
        var layer = new LocalResponseNorm<double>(new ImageShape(1, 1, 1));
        Assert.Equal(100 / Math.Pow(2 + (1e-4 * 100 * 100), 0.75), layer.Forward(Matrix<double>.FromRow(100), Mode.Test)[0, 0], 1e-13);
        var beside = new LocalResponseNorm<double>(new ImageShape(4, 1, 1));
        Assert.Equal(1 / Math.Pow(2 + (1e-4 * 2), 0.75), beside.Forward(Matrix<double>.FromRow(1, 0, 1, 0), Mode.Test)[0, 0], 1e-15);
        Assert.Equal(1 / Math.Pow(2 + 1e-4, 0.75), beside.Forward(Matrix<double>.FromRow(1, 0, 0, 1), Mode.Test)[0, 0], 1e-15); // three away is too far
    }

    [Fact]
    public void Constants_and_shapes_that_do_not_fit_are_refused()
    {
        var volume = new ImageShape(3, 2, 2);
        foreach (int neighbours in new[] { 0, -1, 4 }) Assert.Throws<ArgumentOutOfRangeException>(() => new LocalResponseNorm<float>(volume, neighbours));
        foreach (double k in new[] { 0, -1, double.NaN }) Assert.Throws<ArgumentOutOfRangeException>(() => new LocalResponseNorm<float>(volume, k: k));
        foreach (double alpha in new[] { -1e-4, double.NaN }) Assert.Throws<ArgumentOutOfRangeException>(() => new LocalResponseNorm<float>(volume, alpha: alpha));
    }

    private static (double[] Y, double[] Dx) Naive(double[] x, double[] dy, ImageShape volume, int neighbours, double k, double alpha)
    {
        var (y, dx) = (new double[x.Length], new double[x.Length]);
        for (int i = 0; i < x.Length; i++)
        {
            double scale = k + (alpha * Beside(i).Sum(j => x[j] * x[j]));
            y[i] = x[i] / Math.Pow(scale, 0.75);
            foreach (int j in Beside(i)) // every x that went into y[i], by the quotient rule
            {
                double own = j == i ? 1 / Math.Pow(scale, 0.75) : 0;
                dx[j] += dy[i] * (own - (x[i] * 0.75 * Math.Pow(scale, -1.75) * alpha * 2 * x[j]));
            }
        }

        return (y, dx);

        IEnumerable<int> Beside(int i)
        {
            int channel = i / volume.Area % volume.Channels;
            return from c in Enumerable.Range(channel - (neighbours / 2), neighbours)
                   where c >= 0 && c < volume.Channels
                   select i + ((c - channel) * volume.Area);
        }
    }
}
