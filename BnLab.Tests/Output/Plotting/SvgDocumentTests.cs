using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

/// <summary>What is made of Skia's SVG.</summary>
public sealed class SvgDocumentTests
{
    private static readonly Lazy<XElement[]> Every = new(() => [.. SampleKinds.All().Select(kind => kind.Figure).Append(SampleFigures.Training()).Append(SampleFigures.Sweep()).Select(Parse)]);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "5.5 4")]
    [InlineData(2, "0.6 3.6")]
    [InlineData(3, "8 3.6 0.6 3.6")]
    [InlineData(4, "11 4")]
    [InlineData(5, null)]
    [InlineData(11, "5.5 4")]
    public void Each_style_has_its_dash_array_in_plot_and_legend(int style, string? dash)
    {
        SvgPicture picture = SvgPicture.Of(new LineSeries("line", style, [0, 1, 2], [0, 1, 0], HasMarkers: false), new RuleSeries("rule", style, 0.5));
        SvgShape[] lines = [.. picture.Root.Descendants(SvgTexts.Ns + "path").Where(path => (string?)path.Attribute("stroke-linejoin") == "round").Select(SvgShape.Of)];
        Assert.Equal([dash, dash], lines.Where(line => line.StrokeWidth == 1.6).Select(line => line.Dash));
        Assert.Equal(["3.6 3.4", "3.6 3.4"], lines.Where(line => line.StrokeWidth == 1.1).Select(line => line.Dash));
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public void Ids_are_counted_from_zero_in_every_file_and_each_is_used() => Assert.All(Every.Value, svg =>
    {
        string[] ids = [.. svg.Descendants().Attributes("id").Select(id => id.Value)];
        Assert.Equal(Enumerable.Range(0, ids.Length).Select(i => $"s{i}"), ids);
        string text = svg.ToString();
        Assert.All(ids, id => Assert.Contains($"#{id}", text, StringComparison.Ordinal));
        Assert.All(Regex.Matches(text, "#(s\\d+)").Select(match => match.Groups[1].Value), id => Assert.Contains(id, ids));
    });

    [Fact]
    public void Texts_are_text_with_one_place_a_length_and_a_family_for_machines_without_the_font() => Assert.All(Every.Value, svg => Assert.All(
        svg.Descendants(SvgTexts.Ns + "text"), text =>
        {
            Assert.True(double.Parse((string)text.Attribute("textLength")!, CultureInfo.InvariantCulture) > 0);
            Assert.All((string[])["x", "y"], place => Assert.Matches(@"^-?\d+(\.\d+)?$", (string)text.Attribute(place)!));
            Assert.Equal("Inter, system-ui, sans-serif", (string?)text.AncestorsAndSelf().Last().Attribute("font-family"));
            Assert.Equal(text.Value.Trim(), text.Value);
            Assert.Contains((string?)text.Attribute("font-weight"), (string?[])[null, "600"]);
        }));

    [Fact]
    public void Titles_are_bold() => Assert.Equal(
        ["Training", "Training loss", "Training accuracy", "Validation accuracy"],
        Parse(SampleFigures.Training()).Descendants(SvgTexts.Ns + "text").Where(text => (string?)text.Attribute("font-weight") == "600").Select(text => text.Value));

    /// <summary>A dash is written into a line's width on the way to its dash array.</summary>
    [Fact]
    public void Coordinates_have_two_decimals_and_no_width_keeps_the_number_of_a_dash() => Assert.All(Every.Value, svg =>
    {
        var coordinates = svg.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "cx" or "cy" or "rx" or "ry");
        Assert.All(coordinates, attribute => Assert.DoesNotMatch(@"\.\d{3}|e", attribute.Value));
        Assert.All(svg.Descendants().Attributes("stroke-width"), width => Assert.Contains(Math.Round((double)width, 3), (double[])[0.8, 1, 1.1, 1.4, 1.6, 2.25, 3]));
    });

    private static XElement Parse(Figure figure) => XDocument.Parse(new ScottPlotRenderer().Svg(figure, new(1500, 1200))).Root!;
}
