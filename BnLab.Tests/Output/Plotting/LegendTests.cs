using BnLab.Results;

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
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x"), new("y"), [new BarSeries("bars", 0, [0, 1, 2, 3], [1, 2, 3, 4], [1, 1, 4, 4])]));
        Assert.True(Assert.Single(picture.Legends).Center.X < picture.Frames[0].Center.X);
        Assert.False(DataCover.Covers(picture, picture.Legends[0]));
    }

    [Fact]
    public void The_axis_makes_room_where_no_corner_is_free()
    {
        double[] x = SampleFigures.Steps(60);
        Panel panel = new("", new("x"), new("y"), [new LineSeries("high", 0, x, [.. x.Select(_ => 1.0)]), new LineSeries("low", 1, x, [.. x.Select(i => i % 2)])]);
        SvgPicture picture = SvgPicture.Of(panel), bare = SvgPicture.Of(panel with { Series = [.. panel.Series.Select(series => series with { Name = "" })] });
        Assert.False(DataCover.Covers(picture, Assert.Single(picture.Legends)));
        Assert.True(picture.Markers.Min(marker => marker.Box.Top) > bare.Markers.Min(marker => marker.Box.Top) + 20);

        // A given limit holds: the legend covers something then.
        SvgPicture limited = SvgPicture.Of(panel with { Y = new("y", Max: 1.04) });
        Assert.InRange(limited.Markers.Min(marker => marker.Box.Center.Y) - limited.Frames[0].Top, 5, 15);
        Assert.True(DataCover.Covers(limited, Assert.Single(limited.Legends)));
    }

    [Fact]
    public void Where_no_room_can_be_made_it_covers_least()
    {
        double[] i = [.. SampleFigures.Steps(1600).Where(i => i % 40 > 14 || Math.Floor(i / 40) < 24)]; // a grid without its upper left part
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x", Min: 0, Max: 39), new("y", Min: 0, Max: 39),
            [new LineSeries("a name that makes a wide legend, much wider than the hole in the points", 0, [.. i.Select(i => i % 40)], [.. i.Select(i => Math.Floor(i / 40))], HasLine: false)]));
        SvgBox legend = Assert.Single(picture.Legends);
        Assert.True(DataCover.Covers(picture, legend));
        Assert.Equal((false, true), (legend.Center.X > picture.Frames[0].Center.X, legend.Center.Y < picture.Frames[0].Center.Y));
    }

    [Fact]
    public void It_lists_names_and_what_they_look_like_once()
    {
        SvgPicture picture = SvgPicture.Of(new Panel("", new("x"), new("y"),
        [
            new LineSeries("same", 0, [0, 1], [0, 1]), new LineSeries("same", 0, [2, 3], [0, 1]), new LineSeries("", 1, [0, 1], [1, 0]), new RuleSeries("rule", 2, 0.5), new LineSeries("same", 3, [0, 1], [1, 1]),
        ]));
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
        string[] entries = Entries(picture);
        Assert.InRange(entries.Length, 5, 30);
        Assert.Equal($"{50 - (entries.Length - 1)} more", entries[^1]);
        Assert.All(picture.Texts.Where(text => entries.Contains(text.Words)), text => Assert.True(picture.Legends[0].Contains(text.Box)));
    }

    private static Panel PanelOf(double[] x, double[] y) =>
        new("", new("x"), new("y"), [new LineSeries("one", 0, x, y, HasLine: false), new LineSeries("two", 1, x, y, HasLine: false)]);

    private static string[] Entries(SvgPicture picture) => [.. picture.Texts.Where(text => picture.Legends[0].Contains(text.Box)).Select(text => text.Words)];
}
