namespace BnLab.Tests.Output.Plotting;

/// <summary>Points beyond the ends of an axis are marked at the panel's edge.</summary>
public sealed class BeyondPointsTests
{
    private const string Blue = "#0072B2", Orange = "#D55E00";

    private static readonly Panel Limited = new("", new("x", Min: 0, Max: 10), new("y", Min: 0, Max: 1), []);

    [Theory]
    [InlineData(5, 3, 0, -1)]
    [InlineData(5, -3, 0, 1)]
    [InlineData(-4, 0.5, -1, 0)]
    [InlineData(20, 0.5, 1, 0)]
    [InlineData(20, 9, 0, -1)]
    public void A_point_beyond_a_limit_has_an_arrowhead_at_the_edge_that_points_to_it(double x, double y, int wayX, int wayY)
    {
        SvgPicture picture = SvgPicture.Of(Limited with { Series = [new LineSeries("", 1, [x], [y])] });
        SvgShape arrowhead = Assert.Single(picture.Arrowheads);
        Assert.Equal((Orange, (wayX, wayY)), (arrowhead.Colour, arrowhead.Way));
        SvgBox frame = picture.Frames[0];
        Assert.True(frame.Contains(arrowhead.Box));
        double[] distances = [arrowhead.Box.Left - frame.Left, frame.Right - arrowhead.Box.Right, arrowhead.Box.Top - frame.Top, frame.Bottom - arrowhead.Box.Bottom];
        Assert.InRange(distances.Min(), 0, 2);
        if (wayY != 0 && x == 5) Assert.Equal(frame.Center.X, arrowhead.Points[0].X, 1);
        if (wayX != 0) Assert.Equal(frame.Center.Y, arrowhead.Points[0].Y, 1);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "Linear", -1)]
    [InlineData(double.NegativeInfinity, "Linear", 1)]
    [InlineData(double.PositiveInfinity, "Log", -1)]
    [InlineData(0, "Log", 1)]
    [InlineData(-2, "Log", 1)]
    [InlineData(double.NegativeInfinity, "Log", 1)]
    public void A_value_without_a_place_is_marked_on_its_side(double value, string scale, int wayY)
    {
        SvgPicture upright = SvgPicture.Of(new Panel("", new("x"), new("y", Enum.Parse<AxisScale>(scale)), [new LineSeries("", 1, [1, 2, 3], [1, value, 2])]));
        Assert.Equal((0, wayY), Assert.Single(upright.Arrowheads).Way);
        SvgPicture level = SvgPicture.Of(new Panel("", new("x", Enum.Parse<AxisScale>(scale)), new("y"), [new LineSeries("", 1, [1, value, 2], [1, 2, 3])]));
        Assert.Equal((-wayY, 0), Assert.Single(level.Arrowheads).Way);
    }

    [Fact]
    public void Points_on_a_limit_are_inside()
    {
        SvgPicture picture = SvgPicture.Of(Limited with { Series = [new LineSeries("", 0, [0, 10], [0, 1])] });
        Assert.Empty(picture.Arrowheads);
        Assert.Equal(2, picture.Markers.Count());
    }

    [Fact]
    public void Bars_and_rules_beyond_are_marked_too()
    {
        SvgPicture picture = SvgPicture.Of(Limited with { Series = [new BarSeries("", 0, [1, 4], [2, 5], [0.5, 40]), new RuleSeries("", 1, 3)] });
        Assert.Equal([Blue, Orange], picture.Arrowheads.Select(arrowhead => arrowhead.Colour));
        Assert.Equal(2, picture.Bars.Count());
        Assert.Empty(picture.Rules);
        Assert.Contains("2 bars beyond the axis", picture.Words);
    }

    /// <summary>Means of a sweep with several seeds: a point, its band, and another net at the same place.</summary>
    [Fact]
    public void A_mean_and_its_band_are_one_point_and_two_series_are_side_by_side()
    {
        SvgPicture picture = SvgPicture.Of(Limited with
        {
            Series =
            [
                new BandSeries("", 0, [2, 10], [4, 4], [6, 6]), new LineSeries("", 0, [2, 10], [5, 5]), new LineSeries("", 1, [2, 10], [7, 7]),
            ],
        });
        Assert.Contains("4 points beyond the axis", picture.Words);
        SvgShape[] first = [.. picture.Arrowheads.Where(arrowhead => arrowhead.Colour == Blue)], second = [.. picture.Arrowheads.Where(arrowhead => arrowhead.Colour == Orange)];
        Assert.Equal((2, 2), (first.Length, second.Length));
        foreach (var (a, b) in first.Zip(second))
        {
            Assert.False(a.Box.Grown(-0.05).Overlaps(b.Box));
            Assert.True(picture.Frames[0].Contains(a.Box) && picture.Frames[0].Contains(b.Box));
        }
    }

    [Fact]
    public void Thousands_of_them_stay_few_shapes()
    {
        double[] x = [.. SampleFigures.Steps(50_000).Select(i => i / 5000)];
        SvgPicture picture = SvgPicture.Of(Limited with { Series = [new LineSeries("", 0, x, [.. x.Select(_ => 5.0)])] });
        Assert.InRange(picture.Arrowheads.Count(), 50, 300);
        Assert.Contains("50000 points beyond the axis", picture.Words);
    }
}
