namespace BnLab.Tests.Output.Plotting;

/// <summary>Tick labels: equal decimals, powers of ten, names.</summary>
public sealed class TicksTests
{
    [Theory]
    [InlineData("linear", 0, 1, "0.0 0.2 0.4 0.6 0.8 1.0")] // equal decimals, minus signs
    [InlineData("linear", -0.3, 0.3, "−0.3 −0.2 −0.1 0.0 0.1 0.2 0.3")]
    [InlineData("linear", 0.08, 0.36, "0.10 0.15 0.20 0.25 0.30 0.35")]
    [InlineData("linear", 0, 99_000, "0 20000 40000 60000 80000 100000")]
    [InlineData("log", 1e-4, 1, "10⁻⁴ 10⁻³ 10⁻² 10⁻¹ 1")] // powers of ten or fewer steps
    [InlineData("log", 0.5, 2000, "1 10 10² 10³")]
    [InlineData("log", 0.4, 6, "0.5 1 2 5")]
    [InlineData("log", 1.1, 1.9, "1.2 1.4 1.6 1.8")]
    [InlineData("log", 1.1e-20, 1.9e-20, "1.2e−20 1.4e−20 1.6e−20 1.8e−20")]
    [InlineData("log", 1.1e10, 1.9e10, "1.2e+10 1.4e+10 1.6e+10 1.8e+10")]
    [InlineData("log", 1e-300, 1e300, "10⁻³⁰⁰ 10⁻²⁰⁰ 10⁻¹⁰⁰ 1 10¹⁰⁰ 10²⁰⁰ 10³⁰⁰")]
    [InlineData("whole", 0, 1, "0 1")] // no fractions
    [InlineData("whole", 3, 3, "3")]
    [InlineData("whole", 0, 3, "0 1 2 3")]
    [InlineData("whole", 0.2, 0.4, "0 1")]
    [InlineData("whole", 0, 250_000, "0 50000 100000 150000 200000 250000")]
    public void Each_kind_of_axis_has_its_labels(string kind, double low, double high, string labels)
    {
        Axis axis = new("y", kind == "log" ? AxisScale.Log : AxisScale.Linear) { IsWhole = kind == "whole" };
        Assert.Equal(labels, string.Join(' ', Ordered(Draw(axis, low, high))));
    }

    [Theory]
    [InlineData(0, 200_000, "y (×10⁵)", "0.0 0.5 1.0 1.5 2.0")]
    [InlineData(0, 4e-7, "y (×10⁻⁷)", "0 1 2 3 4")]
    [InlineData(0, 4e300, "y (×10³⁰⁰)", "0 1 2 3 4")]
    [InlineData(0, 4e-300, "y (×10⁻³⁰⁰)", "0 1 2 3 4")]
    public void The_power_of_ten_of_very_large_and_small_numbers_is_at_the_axis(double low, double high, string label, string labels)
    {
        SvgPicture picture = Draw(new("y"), low, high);
        Assert.Equal(labels, string.Join(' ', Ordered(picture)));
        Assert.Contains(label, picture.Words);
    }

    [Theory]
    [InlineData(1600, 1)] // one line
    [InlineData(330, 2)] // broken between words
    public void Long_names_are_broken(int width, int lines)
    {
        string[] names = ["Batch normalization", "Layer normalization", "Group normalization"];
        Panel panel = new("", new("") { Categories = names }, new("y"), [new LineSeries("", 0, [0, 1, 2], [1, 2, 3])]);
        SvgPicture picture = SvgPicture.Of(Figure.Stacked("", panel), new(width, 600, 1));
        Assert.Equal(3 * lines, picture.Texts.Count(text => !text.IsUpright && names.Any(name => name.Contains(text.Words, StringComparison.Ordinal))));
        SvgTexts.AssertApart("names", picture);
    }

    [Fact]
    public void Many_long_names_are_turned_and_many_short_ones_are_left_out()
    {
        SvgPicture turned = SvgPicture.Of(Figure.Stacked("", SampleKinds.Bars(30)));
        Assert.Equal(30, turned.Texts.Count(text => text.IsUpright && text.Words.StartsWith("Norm", StringComparison.Ordinal)));
        Panel numbers = new("", new("") { Categories = [.. Enumerable.Range(0, 90).Select(i => $"{i}")] }, new("y"), [new LineSeries("", 0, SampleFigures.Steps(90), SampleFigures.Steps(90))]);
        string[] shown = SvgPicture.Of(numbers).Ticks(isBelow: true);
        Assert.InRange(shown.Length, 20, 46);
        Assert.Equal(["0", "3"], shown.Take(2));
    }

    [Fact]
    public void Shared_axes_have_equal_limits_and_labels_at_the_outer_edge_only()
    {
        static Panel Of(double x, double y) => new("", new("across"), new("along"), [new LineSeries("", 0, [0, x], [0, y])]);
        Figure grid = new("", [[Of(1, 1), Of(2, 10)], [Of(5, 3), Of(1, 2)]]);
        SvgPicture apart = SvgPicture.Of(grid), shared = SvgPicture.Of(grid with { SharesX = true, SharesY = true });
        Assert.Equal((4, 4), (apart.Words.Count(words => words == "across"), apart.Words.Count(words => words == "along")));
        Assert.Equal((2, 2), (shared.Words.Count(words => words == "across"), shared.Words.Count(words => words == "along")));

        // The lines of the first row end at heights as 1 to 10, those of the first column at widths as 1 to 5.
        SvgShape[] lines = [.. shared.Lines];
        Assert.Equal(10, lines[1].Box.Height / lines[0].Box.Height, 1);
        Assert.Equal(5, lines[2].Box.Width / lines[0].Box.Width, 1);
        Assert.True(shared.Frames[0].Width > apart.Frames[0].Width);
    }

    [Fact]
    public void A_shared_axis_has_the_label_of_the_panel_where_it_is_written()
    {
        static Panel Of(string x) => new("", new(x), new("y"), [new LineSeries("", 0, [0, 1], [0, 1])]);
        Assert.Contains("epoch", SvgPicture.Of(new Figure("", [[Of("")], [Of("epoch")]]) { SharesX = true }).Words);
    }

    [Fact]
    public void Names_outside_of_given_limits_take_no_room()
    {
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"name {i}")];
        Panel panel = new("", new("", Min: 5, Max: 8) { Categories = names }, new("y"), [new LineSeries("", 0, SampleFigures.Steps(10), SampleFigures.Steps(10))]);
        SvgPicture picture = SvgPicture.Of(panel);
        Assert.Equal(["name 5", "name 6", "name 7", "name 8"], picture.Ticks(isBelow: true));
        Assert.True(picture.Frames[0].Width > picture.Sheet.Width / 2);
    }

    [Fact]
    public void Data_beyond_a_given_limit_do_not_choose_the_power_of_ten() => Assert.Contains("y", Draw(new("y", Max: 1), 5e6, 6e6).Words);

    [Fact]
    public void Axes_of_different_kinds_are_not_shared()
    {
        Panel linear = new("", new("x"), new("linear"), [new LineSeries("", 0, [1, 2], [-1, 1])]);
        SvgPicture picture = SvgPicture.Of(new Figure("", [[linear, linear with { Y = new("log", AxisScale.Log) }]]) { SharesY = true });
        Assert.Equal(1, picture.Words.Count(words => words == "linear"));
        Assert.Equal(1, picture.Words.Count(words => words == "log"));
    }

    private static SvgPicture Draw(Axis axis, double low, double high) =>
        SvgPicture.Of(Figure.Stacked("", new Panel("", new("x"), axis, [new LineSeries("", 0, [0, 1], [low, high])])), new(800, 600));

    /// <summary>From the lowest to the highest.</summary>
    private static IEnumerable<string> Ordered(SvgPicture picture)
    {
        string[] labels = picture.Ticks(isBelow: false);
        return picture.Texts.Where(text => !text.IsUpright && text.Box.Right < picture.Frames[0].Left && labels.Contains(text.Words)).OrderByDescending(text => text.Box.Center.Y).Select(text => text.Words);
    }
}
