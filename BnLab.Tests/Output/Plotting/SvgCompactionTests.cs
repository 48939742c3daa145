using System.Xml.Linq;

namespace BnLab.Tests.Output.Plotting;

public sealed class SvgCompactionTests
{
    [Fact]
    public void Only_neighbours_that_look_alike_share_a_group()
    {
        string[] fills = ["#111", "#111", "#111", "#222", "#222", "#222", "#333"];
        var drawing = new XElement("svg", fills.Select((fill, x) => new XElement("rect", new XAttribute("x", x), new XAttribute("fill", fill))));
        SvgCompaction.Compact(drawing);
        Assert.Equal(["#111", "#222", "#333"], drawing.Elements().Select(element => element.Attribute("fill")?.Value));
        Assert.Equal([3, 3, 0], drawing.Elements().Select(element => element.Elements().Count()));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], drawing.Descendants("rect").Select(rect => rect.Attribute("x")?.Value));
    }
}
