namespace BnLab.Tests.Output.Plotting;

/// <summary>Legends: where they are and what they list.</summary>
public sealed class LegendTests
{
    private static readonly (bool Right, bool Top)[] Corners = [(true, true), (true, false), (false, true), (false, false)];

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void It_is_in_the_free_corner(bool right, bool top)
    {
        var taken = Corners.Where(corner => corner != (right, top)).ToArray();
        SvgPicture picture = SvgPicture.Of(PanelOf([.. taken.Select(corner => corner.Right ? 1.0 : 0)], [.. taken.Select(corner => corner.Top ? 1.0 : 0)]));
        SvgBox legend = Assert.Single(picture.Legends), frame = picture.Frames[0];
        Assert.Equal((right, top), (legend.Center.X > frame.Center.X, legend.Center.Y < frame.Center.Y));
        Assert.True(frame.Contains(legend));
        Assert.False(DataCover.Covers(picture, legend));
    }

    [Fact]
    public void It_avoids_lines_that_only_pass_through()
    {
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x", Min: 0, Max: 1), new("y", Min: 0, Max: 1), [new LineSeries("a line", 0, [-1, 2], [2, -1])]));
        SvgBox legend = Assert.Single(picture.Legends);
        Assert.False(DataCover.Covers(picture, legend));
        Assert.Contains(Corners, corner => DataCover.Covers(picture, picture.Frames[0].Grown(-7).InCorner(legend, corner.Right, corner.Top)));
    }

    [Fact]
    public void It_avoids_areas()
    {
        SvgPicture picture = SvgPicture.Of(new BarSeries("bars", 0, [0, 1, 2, 3], [1, 2, 3, 4], [1, 1, 4, 4]));
        Assert.True(Assert.Single(picture.Legends).Center.X < picture.Frames[0].Center.X);
        Assert.False(DataCover.Covers(picture, picture.Legends[0]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1.04)]
    public void It_is_above_the_panel_where_no_corner_is_free(double? limit)
    {
        double[] x = SampleFigures.Steps(60);
        Panel panel = new("title", new("x"), new("y", Max: limit), [new LineSeries("high", 0, x, [.. x.Select(_ => 1.0)]), new LineSeries("low", 1, x, [.. x.Select(i => i % 2)])]);
        SvgPicture picture = SvgPicture.Of(panel), bare = SvgPicture.Of(panel with { Series = [.. panel.Series.Select(series => series with { Name = "" })] });
        Assert.Empty(picture.Legends);
        SvgText[] entries = [.. picture.Texts.Where(text => text.Words is "high" or "low")], title = [.. picture.Texts.Where(text => text.Words == "title")];
        Assert.Equal(2, entries.Length);
        Assert.All(entries, entry => Assert.True(entry.Box.Bottom < picture.Frames[0].Top && entry.Box.Top > title[0].Box.Bottom));
        Assert.InRange(picture.Frames[0].Top - bare.Frames[0].Top, 10, 40);
        Assert.Equal((bare.Ticks(isBelow: false)[0], bare.Ticks(isBelow: false)[^1]), (picture.Ticks(isBelow: false)[0], picture.Ticks(isBelow: false)[^1]));
    }

    [Fact]
    public void Where_no_room_can_be_made_it_covers_least()
    {
        double[] i = [.. SampleFigures.Steps(1600).Where(i => i % 40 > 14 || Math.Floor(i / 40) < 24)]; // a grid without its upper left part
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", new Panel("", new("x", Min: 0, Max: 39), new("y", Min: 0, Max: 39),
            [.. Enumerable.Range(0, 6).Select(n => new LineSeries("a name that makes a legend wider than the hole in the points", n, [.. i.Select(i => i % 40)], [.. i.Select(i => Math.Floor(i / 40))], HasLine: false))])), new(400, 250, 1));
        SvgBox legend = Assert.Single(picture.Legends);
        Assert.True(DataCover.Covers(picture, legend));
        Assert.Equal((false, true), (legend.Center.X > picture.Frames[0].Center.X, legend.Center.Y < picture.Frames[0].Center.Y));
    }

    [Fact]
    public void It_lists_names_and_what_they_look_like_once()
    {
        SvgPicture picture = SvgPicture.Of(
            new LineSeries("same", 0, [0, 1], [0, 1]), new LineSeries("same", 0, [2, 3], [0, 1]), new LineSeries("", 1, [0, 1], [1, 0]), new RuleSeries("rule", 2, 0.5), new LineSeries("same", 3, [0, 1], [1, 1]));
        Assert.Equal(["same", "rule", "same"], Entries(picture));
    }

    [Fact]
    public void Without_names_or_data_there_is_no_legend()
    {
        Panel panel = PanelOf([0, 1], [0, 1]);
        Assert.Empty(SvgPicture.Of(panel with { Series = [new LineSeries("", 0, [0, 1], [0, 1])] }).Legends);
        Assert.Empty(SvgPicture.Of(panel with { Series = [new LineSeries("name", 0, [], [])] }).Legends);
    }

    [Fact]
    public void Too_many_names_are_counted()
    {
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x"), new("y"), [.. Enumerable.Range(0, 50).Select(i => new LineSeries($"series {i}", i, [0, 1], [0, i]))]));
        string[] entries = [.. picture.Words.Where(words => words.StartsWith("series", StringComparison.Ordinal) || words.EndsWith("more", StringComparison.Ordinal))];
        Assert.InRange(entries.Length, 5, 30);
        Assert.Equal($"{50 - (entries.Length - 1)} more", entries[^1]);
    }

    private static Panel PanelOf(double[] x, double[] y) =>
        new("", new("x"), new("y"), [new LineSeries("one", 0, x, y, HasLine: false), new LineSeries("two", 1, x, y, HasLine: false)]);

    private static string[] Entries(SvgPicture picture) => [.. picture.Texts.Where(text => picture.Legends[0].Contains(text.Box)).Select(text => text.Words)];
}

/// <summary>One legend for several panels that would list the same.</summary>
public sealed class CommonLegendTests
{
    [Fact]
    public void Panels_with_the_same_entries_have_one_legend_above_them()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training());
        Assert.Empty(picture.Legends);
        Assert.All((string[])[SampleFigures.Normalized, SampleFigures.Baseline], name =>
            Assert.True(Assert.Single(picture.Texts, text => text.Words == name).Box.Bottom < picture.Frames[0].Top));
    }

    /// <summary>The first panel has markers only: the sample shows the line of the other panels too.</summary>
    [Fact]
    public void Its_samples_show_most()
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Training());
        var samples = picture.Root.Elements(SvgTexts.Ns + "g").Single(group => group.Elements(SvgTexts.Ns + "text").Any()).Elements().Where(element => element.Name.LocalName != "text").Select(SvgShape.Of);
        Assert.Equal(["#0072B2 Line", "#0072B2 Marker", "#D55E00 Line", "#D55E00 Marker"], samples.Where(shape => shape.Kind != SvgShapeKind.Other).Select(shape => $"{shape.Colour} {shape.Kind}"));
    }

    [Fact]
    public void A_panel_with_a_part_of_the_entries_counts_too() => Assert.Empty(SvgPicture.Of(SampleFigures.Sweep()).Legends);

    [Fact]
    public void Panels_with_different_entries_have_legends_of_their_own()
    {
        Panel one = SampleFigures.Training().Rows[1][0], other = one with { Series = [.. one.Series.Select(series => series with { Name = series.Name + " 2" })] };
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", one, other));
        Assert.Equal(2, picture.Legends.Count);
        Assert.All(picture.Legends.Zip(picture.Frames), pair => Assert.True(pair.Second.Contains(pair.First)));
        Assert.Equal(2, SvgPicture.Of(Figure.Stacked("", one, one with { Series = [.. one.Series.Select(series => series with { Style = series.Style + 1 })] })).Legends.Count);
        Assert.Single(SvgPicture.Of(Figure.Stacked("", one)).Legends);
    }

    [Fact]
    public void It_is_beside_the_title_where_there_is_room_and_else_below_it()
    {
        foreach (int width in (int[])[600, 700, 800, 1500])
        {
            SvgPicture picture = SvgPicture.Of(SampleFigures.Training(), new(width, 1500));
            SvgText title = Assert.Single(picture.Texts, text => text.Words == "Training");
            SvgText[] names = [.. picture.Texts.Where(text => text.Words is SampleFigures.Normalized or SampleFigures.Baseline)];
            Assert.Equal(2, names.Length);
            bool isBeside = names[0].Box.Top < title.Box.Bottom;
            Assert.Equal(width == 1500, isBeside);
            Assert.Equal(names[0].Box.Top, names[1].Box.Top, 1);
            if (isBeside) Assert.True(names[0].Box.Left - title.Box.Right > 24 + 32); // and 32 for the sample
            SvgTexts.AssertApart($"{width}", picture);
        }
    }

    [Fact]
    public void Where_it_would_be_too_wide_the_first_panel_has_it()
    {
        Panel panel = new("", new("x"), new("y"), [.. Enumerable.Range(0, 9).Select(i => new LineSeries($"A long name of a series, number {i}", i, [0, 1], [0, i]))]);
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", panel, panel));
        Assert.Equal(9, picture.Texts.Count(text => text.Words.StartsWith("A long name", StringComparison.Ordinal) && text.Box.Bottom < picture.Frames[0].Bottom));
    }
}
