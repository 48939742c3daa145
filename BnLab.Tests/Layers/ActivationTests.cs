namespace BnLab.Tests.Layers;

public sealed class ActivationTests
{
    private static readonly double[] Inputs = [-1e300, -1000, -30, -2, -1e-9, 0, 1e-9, 0.5, 2, 30, 1000, 1e300];

    [Fact]
    public void Sigmoid_is_its_formula_and_overflows_nowhere()
    {
        var y = new Sigmoid<double>(12).Forward(Matrix<double>.FromRow(Inputs), Mode.Train);
        Close.Equal([.. Inputs.Select(x => 1 / (1 + Math.Exp(-x)))], y.ToArray(), 1e-15);
        Assert.Equal(0, y[0, 0]);
        Assert.Equal(0.5, y[0, 5]);
        Assert.Equal(1, y[0, 11]);
        Assert.Equal(Math.Exp(-30), y[0, 2], Math.Exp(-30) * 1e-12);
    }

    [Fact]
    public void Sigmoid_and_tanh_of_large_floats_are_finite_and_so_are_their_gradients()
    {
        var x = Matrix<float>.FromRow(-3e38, -200, -1, 0, 1, 200, 3e38, double.NegativeInfinity, double.PositiveInfinity);
        foreach (var layer in new ILayer<float>[] { new Sigmoid<float>(9), new Tanh<float>(9) })
        {
            var y = layer.Forward(x, Mode.Train);
            Assert.All(y.ToArray(), value => Assert.InRange(value, -1, 1));
            var dx = layer.Backward(Matrix<float>.Constant(1, 9, 1));
            Assert.All(dx.ToArray(), value => Assert.InRange(value, 0, 1));
        }
    }

    [Fact]
    public void Tanh_is_the_runtimes_to_the_last_digit_near_0_too()
    {
        var y = new Tanh<double>(12).Forward(Matrix<double>.FromRow(Inputs), Mode.Train);
        Assert.Equal(Inputs.Select(Math.Tanh), y.ToArray());
        var small = new Tanh<float>(1).Forward(Matrix<float>.FromRow(1e-6), Mode.Train);
        Assert.Equal(1e-6f, small[0, 0]);
    }

    [Fact]
    public void Not_a_number_stays_what_it_is()
    {
        var x = Matrix<double>.FromRow(double.NaN);
        Assert.True(double.IsNaN(new Sigmoid<double>(1).Forward(x, Mode.Test)[0, 0]));
        Assert.True(double.IsNaN(new Tanh<double>(1).Forward(x, Mode.Test)[0, 0]));
    }
}
