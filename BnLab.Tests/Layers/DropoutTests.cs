namespace BnLab.Tests.Layers;

public sealed class DropoutTests
{
    /// <summary>The course's Dropout notebook prints these numbers, one keep probability after the other.</summary>
    [Fact]
    public void Meets_the_notebook()
    {
        var random = new NumpyRandom(231);
        var x = Draw.Normal(random, 500, 500, 1, 10);
        Assert.Equal(10.000207878477502, x.ToArray().Average(), 1e-12);
        foreach (var (keep, mean, zeros) in new[]
        {
            (0.25, 10.014059116977283, 0.749784),
            (0.4, 9.977917658761159, 0.600796),
            (0.7, 9.987811912159426, 0.30074),
        })
        {
            var layer = new Dropout<double>(500, keep, random);
            double[] train = layer.Forward(x, Mode.Train).ToArray();
            Assert.Equal(mean, train.Average(), 1e-12);
            Assert.Equal(zeros, train.Count(y => y == 0) / 250_000.0, 1e-12);
            Assert.Equal(x.ToArray(), layer.Forward(x, Mode.Test).ToArray());
        }
    }

    [Fact]
    public void Gradients_pass_where_values_passed()
    {
        var layer = new Dropout<float>(50, 0.5, new NumpyRandom(1));
        var ones = Matrix<float>.Constant(20, 50, 1);
        double[] y = layer.Forward(ones, Mode.Train).ToArray();
        Assert.All(y, value => Assert.True(value is 0 or 2));
        Assert.Equal(y, layer.Backward(ones).ToArray());
    }

    [Fact]
    public void A_frozen_mask_stays_and_leaves_the_generator_alone()
    {
        var random = new NumpyRandom(2);
        var layer = new Dropout<double>(30, 0.5, random) { Frozen = true };
        var ones = Matrix<double>.Constant(4, 30, 1);
        double[] first = layer.Forward(ones, Mode.Train).ToArray();
        var state = random.Clone();
        Assert.Equal(first, layer.Forward(ones, Mode.Train).ToArray());
        Assert.Equal(state.NextDouble(), random.NextDouble());
        layer.Frozen = false;
        Assert.NotEqual(first, layer.Forward(ones, Mode.Train).ToArray());
    }

    [Fact]
    public void Keeping_all_is_no_change()
    {
        var x = Draw.Normal(new NumpyRandom(3), 3, 4);
        Assert.Equal(x.ToArray(), new Dropout<double>(4, 1, new NumpyRandom(4)).Forward(x, Mode.Train).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Impossible_probabilities_are_refused(double keep) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout<double>(4, keep, new NumpyRandom(5)));
}
