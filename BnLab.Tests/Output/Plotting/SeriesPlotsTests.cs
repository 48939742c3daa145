namespace BnLab.Tests.Output.Plotting;

/// <summary>What each kind of series looks like.</summary>
public sealed class SeriesPlotsTests
{
    private const string Blue = "#0072B2";

    [Fact]
    public void A_missing_point_breaks_the_line()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Single([0, 1, 2, 3, 4], [1, 2, double.NaN, 2, 1]));
        Assert.Equal("M L M L ", string.Concat(picture.Lines.Single().Element.Attribute("d")!.Value.Where(char.IsLetter).Select(letter => $"{letter} ")));
        Assert.Equal(4, picture.Markers.Count());
    }

    [Fact]
    public void A_point_without_neighbours_has_a_marker_even_in_a_line_without_markers()
    {
        SvgPicture picture = SvgPicture.Of(new LineSeries("", 0, [0, 1, 2, 3, 4], [1, double.NaN, 2, double.NaN, 3], HasMarkers: false));
        Assert.Equal((0, 3), (picture.Lines.Count(), picture.Markers.Count()));
    }

    [Fact]
    public void A_line_goes_on_towards_points_beyond_given_limits()
    {
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x", Min: 2, Max: 4), new("y", Min: 0, Max: 1), [new LineSeries("", 0, [0, 10], [-2.5, 8.5])]));
        SvgBox frame = Assert.Single(picture.Frames);
        var points = Assert.Single(picture.Lines).Points;
        double slope = (points[1].Y - points[0].Y) / (points[1].X - points[0].X);
        Assert.Equal(-1.1 * 2 * frame.Height / frame.Width, slope, 2);
        Assert.Empty(picture.Markers);
    }

    [Fact]
    public void A_band_is_a_clear_area_below_its_line_interrupted_at_missing_ends()
    {
        SvgPicture picture = SvgPicture.Of(new LineSeries("mean", 0, [0, 1, 2, 3, 4], [1, 1, 1, 1, 1]), new BandSeries("", 0, [0, 1, 2, 3, 4], [0, 0, double.NaN, 0, 0], [2, 2, 2, 2, 2]));
        Assert.Equal([Blue, Blue], picture.Bands.Select(band => band.Colour));
        Assert.Equal(["Band", "Band", "Line"], picture.Shapes.Select(shape => $"{shape.Kind}").Take(3));
    }

    [Fact]
    public void A_place_of_a_band_without_neighbours_is_seen()
    {
        SvgShape band = Assert.Single(SvgPicture.Of(new BandSeries("", 0, [1], [2], [3])).Bands);
        Assert.InRange(band.Box.Width, 0.5, 4);
        Assert.True(band.Box.Height > 100);
    }

    [Fact]
    public void Bars_that_touch_are_one_area_and_stand_on_the_frame()
    {
        SvgPicture picture = SvgPicture.Of(new BarSeries("", 0, [0, 1, 2, 5], [1, 2, 3, 6], [3, 1, 2, 2]));
        Assert.Equal([8, 4], picture.Bars.Select(area => area.Points.Distinct().Count()));
        Assert.All(picture.Bars, area => Assert.Equal(picture.Frames[0].Bottom, area.Box.Bottom, 1));
    }

    [Fact]
    public void Bars_on_a_log_axis_begin_at_its_lower_end_and_the_lowest_can_be_seen()
    {
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x"), new("y", AxisScale.Log), [new BarSeries("", 0, [0, 2, 4], [1, 3, 5], [1, 1000, 0])]));
        SvgBox frame = picture.Frames[0];
        SvgShape[] bars = [.. picture.Bars];
        Assert.Equal(2, bars.Length);
        Assert.All(bars, bar => Assert.Equal(frame.Bottom, bar.Box.Bottom, 1));
        Assert.True(bars[0].Box.Height > 0.03 * frame.Height);
        Assert.Contains(picture.Words, words => words.StartsWith("1 bar not shown", StringComparison.Ordinal));
    }

    [Fact]
    public void Bars_below_their_base_hang_from_it()
    {
        SvgPicture picture = SvgPicture.Of(new BarSeries("", 0, [0, 2], [1, 3], [-3, -1]));
        Assert.All(picture.Bars, bar => Assert.Equal(picture.Frames[0].Top, bar.Box.Top, 1));
        Assert.Equal(2, picture.Bars.Count());
    }

    [Fact]
    public void A_rule_runs_from_edge_to_edge_and_its_axis_holds_it()
    {
        SvgPicture picture = SvgPicture.Of(new LineSeries("", 1, [0, 1], [0, 1]), new RuleSeries("level", 0, 5), new RuleSeries("upright", 0, -3, IsLevel: false));
        SvgBox frame = picture.Frames[0];
        SvgShape[] rules = [.. picture.Rules];
        Assert.Equal([Blue, Blue], rules.Select(rule => rule.Colour));
        Assert.Equal((frame.Left, frame.Right), (rules[0].Box.Left, rules[0].Box.Right));
        Assert.Equal((frame.Top, frame.Bottom), (rules[1].Box.Top, rules[1].Box.Bottom));
        Assert.True(frame.Contains(rules[0].Box) && frame.Contains(rules[1].Box));
    }

    [Fact]
    public void A_running_mean_is_drawn_where_it_is_complete_and_named()
    {
        double[] x = SampleFigures.Steps(100);
        LineSeries cloud = new("", 0, x, [.. x.Select(i => i % 2)], HasLine: false) { RunningMean = 20 };
        Panel panel = new("", new("x"), new("y"), [cloud]);
        SvgPicture picture = SvgPicture.Of(panel);
        SvgShape mean = Assert.Single(picture.Lines);
        Assert.Equal(80, mean.Points.Count);
        SvgBox frame = picture.Frames[0];
        Assert.All(mean.Points, p => Assert.InRange(p.Y, frame.Center.Y - (0.05 * frame.Height), frame.Center.Y + (0.05 * frame.Height)));
        Assert.Equal(frame.Center.X, mean.Box.Center.X, 0);
        Assert.Contains("lines: means of 21 points", picture.Words);
        Assert.Empty(SvgPicture.Of(panel with { Series = [cloud with { RunningMean = 200 }] }).Lines);
    }

    [Fact]
    public void A_huge_value_changes_no_mean_that_it_is_not_in()
    {
        LineSeries line = new("", 0, SampleFigures.Steps(12), [1, 1, 1, 1e20, 1, 1, 1, 1, 1, 1, 1, 1]) { RunningMean = 2 };
        var means = Assert.Single(RunningMean.Of(line, new("x"), new("y")));
        Assert.Equal([1, 1], means.Take(1).Append(means[4]).Select(mean => mean.Y));
        Assert.All(means[4..], mean => Assert.Equal(1, mean.Y, 12));
        Assert.All(means[1..4], mean => Assert.Equal(1e20 / 3, mean.Y, 1e10));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (double)i), means.Select(mean => mean.X));
    }

    [Theory]
    [InlineData(-1e6, 2e6, 1 / 3.0)]
    [InlineData(-3, 1e12, 3e-12)]
    [InlineData(-1e200, 1e200, 0.5)]
    public void A_line_crosses_the_panel_where_it_does_however_far_its_ends_are(double from, double to, double at)
    {
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x", Min: 0, Max: 1), new("y", Min: 0, Max: 1), [new LineSeries("", 0, [0, 1], [from, to])]));
        SvgBox frame = picture.Frames[0];
        (double lower, double upper) = (picture.Lines.Single().Points[0].X, picture.Lines.Single().Points[^1].X);
        Assert.InRange(((lower + upper) / 2 - frame.Left) / frame.Width, at - 1e-3, at + 1e-3);
    }

    [Fact]
    public void A_line_with_many_gaps_is_one_shape()
    {
        double[] x = SampleFigures.Steps(3000);
        SvgPicture picture = SvgPicture.Of(new LineSeries("", 0, x, [.. x.Select(i => i % 3 == 0 ? double.NaN : i)], HasMarkers: false));
        Assert.Single(picture.Root.Descendants(), element => element.Attribute("stroke")?.Value == Blue && element.Attribute("d")?.Value.Count(c => c == 'M') == 1000);
    }

    [Fact]
    public void Styles_differ_in_colour_marker_and_dash()
    {
        SvgShape[][] drawn = [.. Enumerable.Range(0, 5).Select(style => SvgPicture.Of(
            new Panel("", new("x"), new("y"), [new LineSeries("", style, [0, 1], [0, 1])])).Shapes.Where(shape => shape.Kind != SvgShapeKind.Other).ToArray())];
        Assert.All(drawn, shapes => Assert.Equal(3, shapes.Length));
        Assert.Equal(5, drawn.Select(shapes => shapes[0].Colour).Distinct().Count());
        Assert.Equal(5, drawn.Select(shapes => shapes[0].Dash ?? "none").Distinct().Count());
        string[] forms = [.. drawn.Select(Form)];
        Assert.Equal(forms.Distinct(), forms);

        // A marker's outline in its own box.
        static string Form(SvgShape[] shapes) => shapes[1].Element.Name.LocalName + string.Join(' ', shapes[1].Points.Select(p => $"{p.X - shapes[1].Box.Left:0},{p.Y - shapes[1].Box.Top:0}"));
    }
}
