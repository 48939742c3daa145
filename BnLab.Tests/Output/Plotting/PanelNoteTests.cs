namespace BnLab.Tests.Output.Plotting;

/// <summary>What a panel says about what it does not show.</summary>
public sealed class PanelNoteTests
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(new[] { 1, NaN, 2 }, "Linear", "1 point not shown (not a number)")]
    [InlineData(new[] { 1, Infinity, 2 }, "Linear", "1 point beyond the axis")]
    [InlineData(new[] { 1, 2.0, 0 }, "Log", "1 point at 0, marked at the edge")]
    [InlineData(new[] { 1, 0.0, -2 }, "Log", "2 points not positive, marked at the edge")]
    [InlineData(new[] { 1, -Infinity, 2 }, "Log", "1 point not positive, marked at the edge")]
    [InlineData(new[] { NaN, NaN, Infinity, 0, 1 }, "Log", "2 points not shown (not a number); 1 point at 0, marked at the edge; 1 point beyond the axis")]
    public void Points_that_are_not_shown_are_counted(double[] values, string scale, string note)
    {
        SvgPicture picture = SvgPicture.Of(SampleFigures.Single(SampleFigures.Steps(values.Length), values, Enum.Parse<AxisScale>(scale)));
        Assert.Contains(note, picture.Words);
        Assert.EndsWith($"{note}.", (string)picture.Root.Attribute("aria-label")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_are_counted_as_bars_with_their_reason()
    {
        Panel panel = new("", new("x"), new("y"), [new BarSeries("", 0, [0, 1, 2], [1, 2, 3], [1, NaN, Infinity])]);
        Assert.Contains("2 bars not shown (not finite)", SvgPicture.Of(panel).Words);
        Assert.Contains("2 bars not shown (not finite or not positive)", SvgPicture.Of(panel with { Y = new("y", AxisScale.Log) }).Words);
    }

    [Fact]
    public void Rules_are_counted_as_lines() =>
        Assert.Contains("1 line beyond the axis", SvgPicture.Of(new Panel("", new("x"), new("y", Min: 0, Max: 1), [new RuleSeries("", 0, 5)])).Words);

    [Fact]
    public void Where_everything_is_shown_nothing_is_said() => Assert.All(
        SvgPicture.Of(SampleFigures.Training()).Words, words => Assert.DoesNotMatch("not shown|beyond|edge", words));

    [Fact]
    public void A_note_without_room_is_shorter_and_the_title_gives_way_to_it()
    {
        Panel panel = new("A title that is so long that it takes all of the room above a small panel", new("x", Max: 1), new("y"), [new LineSeries("", 0, [0, 1, 2], [0, NaN, 2])]);
        SvgPicture picture = SvgPicture.Of(new Figure("", [[panel, panel]]), new(600, 300, 1));
        Assert.Equal(2, picture.Words.Count(words => words == "1 point not shown, 1 beyond"));
        Assert.Equal(2, picture.Words.Count(words => words.StartsWith("A t", StringComparison.Ordinal) && words.EndsWith('…')));
        SvgTexts.AssertApart("notes", picture);
    }
}
