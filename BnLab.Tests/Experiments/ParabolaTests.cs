using BnLab.Experiments.Regression;

namespace BnLab.Tests.Experiments;

public sealed class ParabolaTests
{
    [Fact]
    public void Points_are_at_equal_distances_and_stray_from_the_curve_by_the_noise()
    {
        var points = new Parabola(5, 0.5).Draw<double>(new(231), 4_000);
        double[] x = points.X.ToArray();
        double[] noise = [.. x.Zip(points.Targets.ToArray(), (place, y) => y - (place * place))];
        Assert.True(points.HasTargets);
        Assert.Equal((-5.0, 5.0), (x[0], x[^1]));
        Assert.All(x.Zip(x.Skip(1)), pair => Assert.Equal(10.0 / 3_999, pair.Second - pair.First, 1e-12));
        Assert.InRange(noise.Average(), -0.03, 0.03);
        Assert.InRange(Math.Sqrt(noise.Average(value => value * value)), 0.48, 0.52);
    }

    [Fact]
    public void Its_range_is_written_as_in_mathematics() => Assert.Equal("(-0.5, 0.5)", new Parabola(0.5, 1).ToString());
}
