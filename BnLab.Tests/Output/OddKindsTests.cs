using System.Xml.Linq;
using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Results;

namespace BnLab.Tests.Output;

/// <summary>Odd values and texts in every kind of series: a sensible picture and no exception.</summary>
public sealed class OddKindsTests
{
    private const double NaN = double.NaN, Infinity = double.PositiveInfinity;

    public static TheoryData<double[]> Values() => new()
    {
        Array.Empty<double>(), new double[] { 5 }, new double[] { 7, 7, 7 }, new double[] { 0, 0 }, new[] { NaN, NaN }, new[] { 1, NaN, 2 },
        new[] { Infinity, 1, -Infinity, 2 }, new[] { 1e-300, 1e300 }, new[] { double.MaxValue, double.MinValue }, new[] { 5e-324, 1e-323 },
        new double[] { -3, -2, -1 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Bands_bars_rules_and_cells_take_any_values(double[] values)
    {
        double[] x = SampleFigures.Steps(values.Length), next = [.. x.Select(i => i + 1)];
        double[] low = [.. values.Select(value => value - 1)];
        Series[] all =
        [
            new BandSeries("band", 0, x, low, values), new BandSeries("turned", 0, values, x, next), new BarSeries("bars", 1, x, next, values),
            new BarSeries("lying", 1, values, low, next, Base: 3), new RuleSeries("rule", 2, values.FirstOrDefault()),
            new RuleSeries("rule", 2, values.LastOrDefault(), IsLevel: false), new LineSeries("mean", 3, x, values) { RunningMean = 3 },
            new HeatMapSeries("map", [values, low]), new HeatMapSeries("map", [values], values.FirstOrDefault(), values.LastOrDefault()),
        ];
        foreach (Series series in all)
        {
            foreach (AxisScale scale in Enum.GetValues<AxisScale>()) Draw(Figure.Stacked("t", new Panel("p", new("x", scale), new("y", scale), [series])));
            Draw(Figure.Stacked("t", new Panel("p", new("x", Max: 1) { IsWhole = true }, new("y", Min: 0) { Categories = ["a", "b"] }, [series])));
        }
    }

    [Fact]
    public void Empty_kinds_say_so()
    {
        Series[] empty = [new BandSeries("b", 0, [], [], []), new BarSeries("b", 0, [], [], []), new HeatMapSeries("h", []), new HeatMapSeries("h", [[], []]),
            new HeatMapSeries("h", SampleKinds.Matrix(2, 2, (_, _) => NaN)), new ImageGridSeries([], 3)];
        foreach (Series series in empty)
        {
            Picture picture = Draw(Figure.Stacked("t", new Panel("p", new("x"), new("y"), [series])));
            Assert.Contains(picture.Shapes.OfType<TextShape>(), text => text.Line.Plain == "no data");
        }
    }

    [Fact]
    public void A_map_of_one_cell_and_ragged_rows_are_drawn()
    {
        Assert.Equal(2, Draw(Of(new HeatMapSeries("one", [[3]]))).Shapes.OfType<ImageShape>().Count());
        Draw(Of(new HeatMapSeries("ragged", [[1, 2, 3], [], [4]])));
        Draw(Of(new HeatMapSeries("large", SampleKinds.Matrix(1000, 300, (r, c) => r * c))));
    }

    [Fact]
    public void Odd_pictures_are_drawn()
    {
        SmallImage none = new(0, 0, []), torn = new(3, 3, [1, 2]), wide = new(400, 1, new byte[1200], string.Concat(Enumerable.Repeat("long caption ", 50)));
        foreach (int columns in (int[])[-1, 0, 1, 3, 1000]) Draw(Of(new ImageGridSeries([none, torn, wide], columns)));
        Draw(Of(new ImageGridSeries([.. Enumerable.Repeat(torn, 2000)], 50)));
        FigureSize size = FigureSize.For(Of(new ImageGridSeries([none, wide], 0)));
        Assert.InRange(size.Height, 1, FigureSize.Longest);
    }

    [Fact]
    public void A_hundred_thousand_points_of_any_kind_stay_small()
    {
        double[] x = SampleFigures.Steps(100_000), y = [.. x.Select(i => Math.Sin(i * i))], next = [.. x.Select(i => i + 1)];
        Series[] series =
        [
            new BandSeries("band", 0, x, y, [.. y.Select(v => v + 3)]), new BarSeries("bars", 1, x, next, y),
            new LineSeries("mean", 2, x, y, HasLine: false) { RunningMean = 50_000 },
        ];
        foreach (Series one in series)
        {
            Figure figure = Of(one);
            Draw(figure);
            Assert.True(new BuiltInRenderer().Svg(figure, new(1500, 900)).Length < 2_000_000);
        }
    }

    [Fact]
    public void Long_names_leave_room_for_the_plot()
    {
        string text = string.Concat(Enumerable.Repeat("a very long label ", 20));
        Axis axis = new(text) { Categories = [.. Enumerable.Range(0, 40).Select(i => $"{i} {text}")] };
        Series[] kinds = [new HeatMapSeries(text, SampleKinds.Matrix(40, 40, (r, c) => r + c)), new BarSeries(text, 0, [0], [1], [1]), new RuleSeries(text, 0, 1)];
        foreach (Series series in kinds)
        {
            Picture picture = Draw(Figure.Stacked(text, new Panel(text, axis, axis, [series])));
            Assert.True(SeriesShapesTests.Frame(picture).Width > 150);
            Assert.True(SeriesShapesTests.Frame(picture).Height > 100);
            Box sheet = new(0, 0, picture.Width, picture.Height);
            Assert.All(picture.Shapes.OfType<TextShape>(), shape => Assert.True(sheet.Contains(shape.Bounds), shape.Line.Plain));
        }
    }

    [Fact]
    public void Markup_in_captions_and_categories_is_text()
    {
        const string Evil = "<script>alert('1')</script>";
        Panel images = new(Evil, new(""), new(""), [new ImageGridSeries([new SmallImage(1, 1, [1, 2, 3], Evil)], 1)]);
        Panel map = new(Evil, new(Evil) { Categories = [Evil] }, new(Evil) { Categories = [Evil] }, [new HeatMapSeries(Evil, [[1]])]);
        foreach (string svg in (string[])[new BuiltInRenderer().Svg(Figure.Stacked("", images, map), new(800, 800)), BuiltInRenderer.Inline(Figure.Stacked("", images, map), new(800, 800))])
            Assert.DoesNotContain(XDocument.Parse(svg).Descendants(), element => element.Name.LocalName == "script");
    }

    private static Figure Of(Series series) => Figure.Stacked("", new Panel("p", new("x"), new("y"), [series]));

    private static Picture Draw(Figure figure)
    {
        FigureSize size = new(700, 500);
        Assert.Equal(size.Width, new PngReader(new BuiltInRenderer().Png(figure, size)).Width);
        string[] texts = [new BuiltInRenderer(Theme.Dark).Svg(figure, size), BuiltInRenderer.Inline(figure, size)];
        foreach (string svg in texts)
        {
            IEnumerable<string> numbers = XDocument.Parse(svg).Descendants().SelectMany(e => e.Attributes())
                .Where(a => a.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "transform").Select(a => a.Value);
            Assert.All(numbers, number => Assert.DoesNotMatch("NaN|∞|Infinity", number));
        }

        return FigureLayout.Arrange(figure, 700, 500, Theme.Light);
    }
}
