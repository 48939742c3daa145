using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

/// <summary>Figures as elements of the report's page.</summary>
public sealed class InlineSvgTests
{
    private static readonly XNamespace Ns = "http://www.w3.org/2000/svg";

    [Fact]
    public void Colours_are_variables_that_the_style_sheet_sets_in_both_themes()
    {
        string style = InlineSvg.Style;
        string[] colours = [.. SampleKinds.All().SelectMany(kind => Parse(kind.Figure).Descendants()).SelectMany(e => e.Attributes()).Where(a => a.Name.LocalName is "fill" or "stroke").Select(a => a.Value).Distinct()];
        Assert.Contains("var(--c0)", colours);
        Assert.Contains("var(--paper)", colours);
        Assert.All(colours.Where(colour => colour != "none"), colour => Assert.Equal(2, Regex.Count(style, $"{Regex.Match(colour, @"^var\((--\w+)\)$").Groups[1].Value}:#")));
        Assert.All((string[])["prefers-color-scheme:dark", Theme.Light.Palette[1].ToHex(), Theme.Dark.Palette[1].ToHex()], part => Assert.Contains(part, style, StringComparison.Ordinal));

        // Colours that are one in the light theme are one in the dark.
        foreach (var same in Theme.Light.Roles.Zip(Theme.Dark.Roles).GroupBy(pair => pair.First.Colour))
            Assert.Single(same.Select(pair => pair.Second.Colour).Distinct());
    }

    [Fact]
    public void Ids_begin_with_the_figure_s_and_are_unique()
    {
        Figure figure = new("", [[SampleKinds.Images(6, 3), SampleKinds.Band()]]);
        XDocument one = Parse(figure, "a"), other = Parse(figure, "b");
        string[] ids = [.. one.Descendants().Concat(other.Descendants()).Select(e => (string?)e.Attribute("id")).OfType<string>()];
        Assert.True(ids.Length > 10);
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(one.Descendants().Attributes("id"), id => Assert.StartsWith("a-", id.Value, StringComparison.Ordinal));
        var used = one.Descendants().Attributes().Select(a => Regex.Match(a.Value, "^(url\\(#(?<id>[^)]+)\\)|#(?<id>.+))$")).Where(match => match.Success).Select(match => match.Groups["id"].Value).ToList();
        Assert.NotEmpty(used);
        Assert.All(used, id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Points_bars_and_images_tell_their_values_as_titles()
    {
        Assert.Equal(["series: 0, 1", "series: 1e−05, −0.25"], Titles(SampleFigures.Single([0, 1e-5, 2], [1, -0.25, double.NaN])));
        Assert.Equal(["series: 0, 1"], Titles(SampleFigures.Single([0, 5], [1, double.NaN])));
        Assert.Contains("Training: Normalization of kind 2, 0.863719", Titles(Figure.Stacked("", SampleKinds.Bars(5))));
        Assert.Equal(["class 0", "class 1", "class 2"], Titles(Figure.Stacked("", SampleKinds.Images(3, 3))));
        Assert.Contains("Double precision: 1e−12, Layer of kind 0: dgamma", Titles(Figure.Stacked("", SampleKinds.Named(3))));
    }

    /// <summary>The shapes with titles are above what they belong to.</summary>
    [Fact]
    public void Titles_are_where_the_points_are()
    {
        Figure figure = SampleFigures.Single([0, 1, 2, 3], [3, 1, 2, 5]);
        SvgShape[] circles = [.. Parse(figure).Descendants(Ns + "circle").Select(SvgShape.Of)], markers = [.. SvgPicture.Of(figure, new(1500, 1500)).Markers];
        Assert.Equal(markers.Length, circles.Length);
        Assert.All(circles.Zip(markers), pair =>
        {
            Assert.Equal((double)pair.First.Element.Attribute("cx")!, pair.Second.Box.Center.X, 0.06);
            Assert.Equal((double)pair.First.Element.Attribute("cy")!, pair.Second.Box.Center.Y, 0.06);
        });
        SvgShape[] boxes = [.. Parse(Figure.Stacked("", SampleKinds.Bars(4))).Descendants(Ns + "rect").Where(rect => rect.Element(Ns + "title") is not null).Select(SvgShape.Of)];
        SvgShape[] bars = [.. SvgPicture.Of(Figure.Stacked("", SampleKinds.Bars(4)), new(1500, 1500)).Bars];
        Assert.Equal(4, boxes.Length);
        Assert.All(boxes.Zip(bars), pair => Assert.True(pair.First.Box.Grown(0.11).Contains(pair.Second.Box) && pair.Second.Box.Grown(0.11).Contains(pair.First.Box)));
    }

    [Fact]
    public void Points_of_a_longer_line_tell_theirs_in_an_attribute_and_those_of_a_crowd_nowhere()
    {
        double[] x = SampleFigures.Steps(102);
        LineSeries line = new("a|b & x̂", 0, x, [double.NaN, -2.5, .. x.Skip(2)]), crowd = new("crowd", 1, SampleFigures.Steps(5000), SampleFigures.Steps(5000));
        XDocument svg = Parse(Figure.Stacked("", new Panel("", new("x"), new("y"), [line, crowd])));
        XElement told = Assert.Single(svg.Descendants(Ns + "g"), g => g.Attribute("data-points") is not null);
        Assert.Equal("a|b & x̂", (string?)told.Attribute("data-name"));
        string[] points = ((string)told.Attribute("data-points")!).Split('|');
        Assert.Equal(101, points.Length);
        Assert.Equal(["1, −2.5", "2, 2"], points.Take(2).Select(point => string.Join(' ', point.Split(' ')[2..])));
        Assert.All(points, point => Assert.Matches(@"^\d+(\.\d)? \d+(\.\d)? ", point));
        Assert.Empty(svg.Descendants(Ns + "title"));
    }

    [Fact]
    public void A_file_of_its_own_stays_plain()
    {
        string svg = new ScottPlotRenderer().Svg(SampleFigures.Training(), new(1500, 1500));
        Assert.DoesNotMatch("class=|data-|var\\(|pointer-events", svg);
        Assert.Single(XDocument.Parse(svg).Descendants(Ns + "title"));
    }

    private static string[] Titles(Figure figure) => [.. Parse(figure).Descendants(Ns + "title").Select(title => title.Value)];

    private static XDocument Parse(Figure figure, string id = "f") => XDocument.Parse(InlineSvg.Of(figure, new(1500, 1500), id));
}
