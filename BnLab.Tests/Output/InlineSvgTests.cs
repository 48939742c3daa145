using System.Xml.Linq;
using BnLab.Output;
using BnLab.Output.Drawing;
using BnLab.Results;

namespace BnLab.Tests.Output;

public sealed class InlineSvgTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    [Fact]
    public void Colours_are_classes_that_the_style_sheet_knows_in_both_themes()
    {
        XDocument svg = Parse(SampleFigures.Training());
        string style = BuiltInRenderer.InlineStyle;
        string[] classes = [.. svg.Descendants().Select(e => (string?)e.Attribute("class")).OfType<string>().SelectMany(names => names.Split(' ')).Distinct()];
        Assert.Contains("f-c0", classes);
        Assert.All(classes, name => Assert.Contains($".{name}{{", style.Replace("svg.", ".", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.DoesNotContain("#0072b2", svg.ToString(), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", style, StringComparison.Ordinal);
        Assert.Contains(Theme.Light.Palette[1].Css, style, StringComparison.Ordinal);
        Assert.Contains(Theme.Dark.Palette[1].Css, style, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_that_are_one_in_the_light_theme_are_one_in_the_dark()
    {
        Colour[] light = [Theme.Light.Paper, Theme.Light.Ink, Theme.Light.Faint, Theme.Light.Grid, .. Theme.Light.Palette];
        Colour[] dark = [Theme.Dark.Paper, Theme.Dark.Ink, Theme.Dark.Faint, Theme.Dark.Grid, .. Theme.Dark.Palette];
        for (int i = 0; i < light.Length; i++)
        {
            for (int j = 0; j < i; j++) Assert.True(light[i] != light[j] || dark[i] == dark[j]);
        }
    }

    [Fact]
    public void Points_tell_their_values()
    {
        XDocument svg = Parse(SampleFigures.Single([0, 1e-5, 2], [1, -0.25, double.NaN]));
        string[] tips = [.. svg.Descendants(Ns + "title").Select(title => title.Value)];
        Assert.Equal(["series: 0, 1", "series: 1E−05, −0.25"], tips);
        Assert.Contains("Normalization of kind 2, 0.863719", string.Join('\n', Parse(Figure.Stacked("", SampleKinds.Bars(5))).Descendants(Ns + "title").Select(title => title.Value)), StringComparison.Ordinal);
        Assert.Contains("SGD with momentum 0, 10^−2: 0.564642", Parse(Figure.Stacked("", SampleKinds.HeatMap(3, 3))).Descendants(Ns + "title").Select(title => title.Value));
    }

    [Fact]
    public void Points_of_a_line_without_markers_tell_theirs_in_an_attribute()
    {
        LineSeries line = new("a|b & x_{i}", 0, [0, 1, 2, 3], [1, double.NaN, -2.5, 4], HasMarkers: false), many = new("", 0, SampleFigures.Steps(5000), SampleFigures.Steps(5000), HasMarkers: false);
        XDocument svg = Parse(Figure.Stacked("", new Panel("", new("x"), new("y"), [line, many])));
        XElement told = Assert.Single(svg.Descendants(Ns + "g"), g => g.Attribute("data-points") is not null);
        Assert.Equal("a|b & xi", ((string?)told.Attribute("data-name"))!.Replace("_", "", StringComparison.Ordinal));
        string[] points = ((string)told.Attribute("data-points")!).Split('|');
        Assert.Equal(["2, −2.5", "3, 4"], points.Select(point => string.Join(' ', point.Split(' ')[2..])));
        Assert.All(points, point => Assert.Matches(@"^\d+(\.\d)? \d+(\.\d)? ", point));
        Assert.Equal("series: 0, 1", Assert.Single(Parse(SampleFigures.Single([0, 5], [1, double.NaN])).Descendants(Ns + "title")).Value);
    }

    [Fact]
    public void A_file_of_its_own_stays_plain()
    {
        string svg = new BuiltInRenderer().Svg(SampleFigures.Training(), new(1500, 1500));
        Assert.DoesNotContain("class=", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("data-", svg, StringComparison.Ordinal);
        Assert.Single(XDocument.Parse(svg).Descendants(Ns + "title"));
    }

    [Fact]
    public void It_stays_small()
    {
        double[] x = SampleFigures.Steps(400);
        Panel panel = new("Loss", new("Iteration"), new("Loss"), [new LineSeries("Batch normalization", 0, x, [.. x.Select(Math.Sin)], HasLine: false)]);
        Assert.InRange(BuiltInRenderer.Inline(Figure.Stacked("", panel, panel, panel), new(1500, 1500)).Length, 1000, 135_000);
    }

    [Fact]
    public void Its_glyphs_are_those_of_the_page()
    {
        XDocument glyphs = XDocument.Parse(BuiltInRenderer.InlineGlyphs);
        string[] names = [.. glyphs.Descendants(Ns + "path").Select(path => (string)path.Attribute("id")!)];
        Assert.Equal(names.Distinct(), names);
        XDocument svg = Parse(SampleFigures.Single([1e-4, 1], [1, 2], AxisScale.Log, "σ_{i} ☃"));
        string[] used = [.. svg.Descendants(Ns + "use").Select(use => ((string)use.Attribute("href")!)[1..])];
        Assert.Superset(used.ToHashSet(), names.ToHashSet());
        string words = string.Concat(svg.Descendants(Ns + "g").Where(g => g.Attribute("role") is not null).Select(g => (string)g.Attribute("aria-label")!));
        Assert.Equal(words.Count(c => c is not (' ' or '_')), used.Length);
    }

    [Fact]
    public void Markup_in_names_is_text()
    {
        LineSeries series = new("<script>alert(1)</script>", 0, [0], [0]);
        XDocument svg = Parse(Figure.Stacked("<b>", new Panel("", new("x"), new("y"), [series])));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "script" or "b");
        Assert.Contains(svg.Descendants(Ns + "title"), title => title.Value.StartsWith("<script>", StringComparison.Ordinal));
    }

    private static XDocument Parse(Figure figure) => XDocument.Parse(BuiltInRenderer.Inline(figure, new(1500, 1500)));
}
