using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

/// <summary>Whatever is in a figure, it gives a sensible picture and no exception.</summary>
public sealed class OddFiguresTests
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    public static TheoryData<string, double[]> Values() => new()
    {
        { "empty", [] }, { "one", [5] }, { "equal", [7, 7, 7] }, { "zeros", [0, 0] }, { "all NaN", [NaN, NaN] }, { "some NaN", [1, NaN, 2] },
        { "infinities", [Infinity, 1, -Infinity, 2] }, { "tiny", [1e-300, 2e-300] }, { "huge", [1e300, -1e300] }, { "both", [1e-300, 1e300] },
        { "largest", [double.MaxValue, double.MinValue] }, { "denormal", [5e-324, 1e-323] }, { "negative", [-3, -2, -1] },
        { "nearly equal", [1, 1 + 1e-15, 1 - 1e-15] }, { "large and near", [1e15, 1e15 + 1, 1e15 + 2] }, { "lonely", [NaN, 3, NaN] },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_value_that_can_be_shown_is_shown(string what, double[] values)
    {
        foreach (AxisScale scale in Enum.GetValues<AxisScale>())
        {
            SvgPicture picture = Draw(SampleFigures.Single(SampleFigures.Steps(values.Length), values, scale, what));
            int expected = values.Count(value => double.IsFinite(value) && (scale == AxisScale.Linear || value > 0));
            Assert.Equal(expected, picture.Markers.Count());
            Assert.Equal(expected == 0, picture.Words.Contains("no data"));
            Assert.Equal(expected == 0 ? 0 : 1, picture.Legends.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_kind_of_series_takes_any_values(string what, double[] values)
    {
        double[] x = SampleFigures.Steps(values.Length), next = [.. x.Select(i => i + 1)], low = [.. values.Select(value => value - 1)];
        Series[] all =
        [
            new BandSeries("band", 0, x, low, values), new BandSeries("turned", 0, values, x, next), new BarSeries("bars", 1, x, next, values),
            new BarSeries("lying", 1, values, low, next, Base: 3), new RuleSeries("rule", 2, values.FirstOrDefault()),
            new RuleSeries("rule", 2, values.LastOrDefault(), IsLevel: false), new LineSeries("mean", 3, x, values) { RunningMean = 3 }, new LineSeries("turned", 3, values, x),
        ];
        foreach (AxisScale scale in Enum.GetValues<AxisScale>()) Draw(Grid(series => new("p", new("x", scale), new("y", scale), [series])));
        Draw(Grid(series => new("p", new("x", Max: 1) { IsWhole = true }, new("y", Min: 0) { Categories = ["a", "b"] }, [series])));
        Draw(Grid(Of) with { SharesX = true, SharesY = true });

        Figure Grid(Func<Series, Panel> panel) => new(what, [.. all.Select(panel).Chunk(2)]);
    }

    [Fact]
    public void Empty_kinds_say_so()
    {
        foreach (Series series in (Series[])[new BandSeries("b", 0, [], [], []), new BarSeries("b", 0, [], [], []), new ImageGridSeries([], 3)])
            Assert.Contains("no data", Draw(Figure.Stacked("t", Of(series))).Words);
    }

    [Fact]
    public void Odd_shapes_of_figures_are_drawn()
    {
        Panel empty = new("", new(""), new(""), []);
        Draw(new Figure("", []));
        Draw(new Figure("rows without panels", [[], []]));
        Draw(new Figure("ragged", [[empty], [empty, empty, empty], []]) { SharesX = true, SharesY = true });
        Draw(Figure.Stacked("limits", empty with { X = new("x", AxisScale.Log, -1, 0), Y = new("y", AxisScale.Linear, NaN, Infinity) }));
        Draw(Figure.Stacked("turned limits", empty with { X = new("x", Min: 2, Max: 1), Series = [new LineSeries("a", 0, [5], [5])] }));
        Draw(Figure.Stacked("all beyond", empty with { X = new("x", AxisScale.Log, Min: 100), Y = new("y", Max: -100), Series = [new LineSeries("a", 0, [5, 6], [5, 6])] }));
        Draw(Figure.Stacked("slots", empty with { Series = [new LineSeries("a", -1, [1, 2], [1, 2]), new LineSeries("b", int.MinValue, [1, 2], [2, 1])] }));
        Draw(Figure.Stacked("far outside", empty with { X = new("x", Min: 0, Max: 1), Series = [new LineSeries("a", 0, [-1e300, 1e300], [-1e308, 1e308])] }));
    }

    [Theory]
    [InlineData("長い名前 🙂 \uD800 \0 \r\n\t")]
    [InlineData("x̂ = (x − μ)/√(σ² + ε), 10⁻⁴, x₁ ≤ β·γ ≈ ½")]
    [InlineData("<script>alert('1')</script> & \"quotes\" ]]>")]
    [InlineData("a very long label a very long label a very long label a very long label a very long label a very long label a very long label a very long label a very long label a very long label")]
    public void Any_text_is_text_on_the_sheet(string text)
    {
        Axis names = new(text) { Categories = [text, text] };
        Panel lines = new(text, new(text), new(text), [new LineSeries(text, 0, [0, 1, NaN], [0, 1, 2]), new RuleSeries(text, 1, 1)]);
        Panel images = new(text, new(""), new(""), [new ImageGridSeries([new SmallImage(1, 1, [1, 2, 3], text), new SmallImage(1, 1, [1, 2, 3], text)], 2)]);
        SvgPicture picture = Draw(new Figure(text, [[lines, lines with { X = names, Y = names }], [images, lines]]), new(1500, 1200));
        SvgTexts.AssertApart(text, picture);
        Assert.DoesNotContain(picture.Root.Descendants(), element => element.Name.LocalName == "script");
        Assert.True(picture.Texts.Count > 20);
        string inline = InlineSvg.Of(new Figure(text, [[lines], [images]]), new(800, 800), "f");
        Assert.DoesNotContain(new SvgPicture(inline).Root.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public void A_character_that_the_font_lacks_is_a_square() =>
        Assert.Contains("□□ 1", Draw(Figure.Stacked("名前 1", Of(new LineSeries("", 0, [0, 1], [0, 1])))).Words);

    [Fact]
    public void Odd_pictures_are_drawn()
    {
        SmallImage none = new(0, 0, []), torn = new(3, 3, [1, 2]), wide = new(400, 1, new byte[1200], string.Concat(Enumerable.Repeat("long caption ", 50)));
        foreach (int columns in (int[])[-1, 0, 1, 3, 1000]) Draw(Figure.Stacked("", Of(new ImageGridSeries([none, torn, wide], columns))));
        FigureSize size = FigureSize.For(Figure.Stacked("", Of(new ImageGridSeries([none, wide], 0))));
        Assert.InRange(size.Height, 1, FigureSize.Longest);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(30, 400)]
    [InlineData(400, 30)]
    [InlineData(60, 40)]
    public void Any_sheet_will_do(int width, int height)
    {
        foreach (double scale in (double[])[0.1, 1, 2, 40]) Draw(SampleFigures.Training(), new(width, height, scale));
    }

    private static Panel Of(Series series) => new("p", new("x"), new("y"), [series]);

    private static SvgPicture Draw(Figure figure, FigureSize? size = null)
    {
        size ??= new(500, 500, 1);
        Assert.Equal((size.Width, size.Height), new PngReader(new ScottPlotRenderer(Theme.Dark).Png(figure, size)) is var png ? (png.Width, png.Height) : default);
        SvgPicture picture = SvgPicture.Of(figure, size);
        Assert.DoesNotContain(
            picture.Root.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "d" or "x" or "y" or "cx" or "cy" or "width" or "height" or "transform" or "textLength"),
            attribute => Regex.IsMatch(attribute.Value, "(?i)nan|inf|∞"));
        return picture;
    }
}
