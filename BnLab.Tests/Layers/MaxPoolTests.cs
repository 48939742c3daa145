namespace BnLab.Tests.Layers;

public sealed class MaxPoolTests
{
    /// <summary>The course's ConvolutionalNetworks notebook states these results for evenly spaced values.</summary>
    [Fact]
    public void Meets_the_notebook()
    {
        var layer = new MaxPool<double>(new ImageShape(3, 4, 4), size: 2, stride: 2);
        Assert.Equal(new ImageShape(3, 2, 2), layer.Output);
        Close.Equal(
            [
                -0.26315789, -0.24842105, -0.20421053, -0.18947368,
                -0.14526316, -0.13052632, -0.08631579, -0.07157895,
                -0.02736842, -0.01263158, 0.03157895, 0.04631579,
                0.09052632, 0.10526316, 0.14947368, 0.16421053,
                0.20842105, 0.22315789, 0.26736842, 0.28210526,
                0.32631579, 0.34105263, 0.38526316, 0.4,
            ],
            layer.Forward(ConvolutionTests.Spaced(-0.3, 0.4, 2, 48), Mode.Train).ToArray(),
            5.1e-9);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(3, 4, 6, 2, 2)]
    [InlineData(2, 5, 7, 3, 2)] // overlapping
    [InlineData(2, 5, 7, 3, 1)]
    [InlineData(2, 6, 8, 4, 2)]
    [InlineData(2, 4, 7, 1, 3)] // with gaps
    public void Is_the_naive_loop(int channels, int height, int width, int size, int stride)
    {
        Compare<double>();
        Compare<float>();

        void Compare<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var random = new NumpyRandom(18);
            var volume = new ImageShape(channels, height, width);
            var layer = new MaxPool<T>(volume, size, stride);
            var x = Draw.Normal<T>(random, 3, volume.Length).Map(v => T.Round(v * T.CreateTruncating(2))); // with many ties
            var dy = Draw.Normal<T>(random, 3, layer.Output.Length);
            var (y, dx) = Naive(x, dy, volume, layer.Output, size, stride);
            Assert.Equal(y, layer.Forward(x, Mode.Train).ToArray());
            Close.Equal(dx, layer.Backward(dy).ToArray(), 1e-6);
        }
    }

    [Fact]
    public void The_first_of_equal_values_gets_the_gradient()
    {
        var layer = new MaxPool<float>(new ImageShape(1, 2, 2), 2, 2);
        layer.Forward(Matrix<float>.FromRow(1, 5, 5, 5), Mode.Train);
        Assert.Equal([0, 3, 0, 0], layer.Backward(Matrix<float>.FromRow(3)).ToArray());
    }

    [Fact]
    public void A_value_that_is_not_a_number_is_not_lost()
    {
        var layer = new MaxPool<float>(new ImageShape(1, 2, 2), 2, 2);
        Assert.True(float.IsNaN(layer.Forward(Matrix<float>.FromRow(1, double.NaN, 5, 2), Mode.Train)[0, 0]));
        Assert.Equal(float.NegativeInfinity, layer.Forward(Matrix<float>.Constant(1, 4, double.NegativeInfinity), Mode.Train)[0, 0]);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(0, 1)]
    [InlineData(2, 0)]
    public void Windows_that_do_not_fit_are_refused(int size, int stride) =>
        Assert.ThrowsAny<ArgumentException>(() => new MaxPool<double>(new ImageShape(2, 4, 6), size, stride));

    private static (double[] Y, double[] Dx) Naive<T>(
        Matrix<T> x, Matrix<T> dy, ImageShape input, ImageShape output, int size, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (y, dx, xs, upstream) = (new double[dy.Count], new double[x.Count], x.ToArray(), dy.ToArray());
        for (int each = 0; each < y.Length; each++)
        {
            var (plane, place) = Math.DivRem(each, output.Area); // plane: sample and channel
            var (row, column) = Math.DivRem(place, output.Width);
            var seen = from i in Enumerable.Range(row * stride, size)
                       from j in Enumerable.Range(column * stride, size)
                       select (plane * input.Area) + (i * input.Width) + j;
            int winner = seen.MaxBy(pixel => xs[pixel]); // the first of equals
            y[each] = xs[winner];
            dx[winner] += upstream[each];
        }

        return (y, dx);
    }
}
