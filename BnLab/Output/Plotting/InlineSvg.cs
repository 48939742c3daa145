using System.Xml.Linq;
using ScottPlot;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>
/// A figure as an element of a page. Its colours are variables of the page's style sheet. Its points carry their values: up to
/// 50 of a series in titles of invisible shapes above them, up to 1,000 in an attribute that the page's script reads.
/// </summary>
internal static class InlineSvg
{
    private const int MostTitles = 50, MostPoints = 1000; // of a series

    private static readonly Dictionary<string, string> Roles =
        Theme.Light.Roles.DistinctBy(one => one.Colour).ToDictionary(one => one.Colour.ToHex(), one => $"var(--{one.Role})", StringComparer.OrdinalIgnoreCase);

    /// <summary>The style sheet of a page with such figures.</summary>
    public static string Style { get; } =
        $"svg.bnlab-figure{{max-width:100%;height:auto;{Variables(Theme.Light)}}}\n"
        + $"@media screen and (prefers-color-scheme:dark){{svg.bnlab-figure{{{Variables(Theme.Dark)}}}}}\n";

    public static string Of(Figure figure, FigureSize size, string id)
    {
        using var alone = FigurePlot.Drawing.EnterScope();
        FigurePlot plot = new(figure, size, Theme.Light, isVector: true);
        XElement svg = SvgDocument.Of(plot, size, $"{id}-", "bnlab-figure");
        foreach (XAttribute attribute in svg.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "fill" or "stroke"))
            attribute.Value = Roles.GetValueOrDefault(Hex(attribute.Value), attribute.Value);

        svg.Add(plot.Panels.SelectMany(Values));
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private static IEnumerable<XElement> Values(PanelPlot panel)
    {
        foreach (Series series in panel.Panel.Series)
        {
            switch (series)
            {
                case LineSeries line:
                    var points = line.X.Zip(line.Y).Where(point => panel.X.Holds(panel.X.At(point.First)) && panel.Y.Holds(panel.Y.At(point.Second)))
                        .Select(point => (At: panel.At(new(panel.X.At(point.First), panel.Y.At(point.Second))), Text: Text(panel, point.First, point.Second))).ToList();
                    if (points.Count is > 0 and <= MostTitles) yield return Group(points.Select(point => Circle(point.At, Named(line, point.Text))));
                    else if (points.Count is > 0 and <= MostPoints) yield return Listed(line, points);
                    break;
                case BarSeries { Heights.Count: <= MostTitles } bars:
                    yield return Group(Bars(panel, bars));
                    break;
                case ImageGridSeries { Images.Count: > 0 }:
                    yield return Group(panel.Images!.Places(panel.Frame).Where(place => place.Image.Caption.Length > 0)
                        .Select(place => Box(place.Rect, place.Image.Caption)));
                    break;
            }
        }
    }

    private static IEnumerable<XElement> Bars(PanelPlot panel, BarSeries bars)
    {
        for (int i = 0; i < bars.Heights.Count; i++)
        {
            double middle = (bars.Left[i] + bars.Right[i]) / 2;
            Coordinates left = new(panel.X.At(bars.Left[i]), panel.Y.At(bars.Heights[i])), right = new(panel.X.At(bars.Right[i]), panel.Y.Ground(bars));
            if (!panel.X.Holds(left.X) || !panel.X.Holds(right.X) || !panel.Y.Holds(left.Y)) continue;
            (Pixel a, Pixel b) = (panel.At(left), panel.At(right));
            PixelRect bar = new(Math.Min(a.X, b.X), Math.Max(a.X, b.X), Math.Min(Math.Max(a.Y, b.Y), panel.Frame.Bottom), Math.Min(a.Y, b.Y));
            yield return Box(bar, Named(bars, Text(panel, middle, bars.Heights[i])));
        }
    }

    private static XElement Group(IEnumerable<XElement> shapes) =>
        new(SvgDocument.Svg + "g", new XAttribute("fill", "none"), new XAttribute("pointer-events", "all"), shapes);

    private static XElement Listed(LineSeries line, IEnumerable<(Pixel At, string Text)> points) => new(
        SvgDocument.Svg + "g", new XAttribute("data-name", PlotText.Clean(line.Name)),
        new XAttribute("data-points", string.Join('|', points.Select(point =>
            string.Create(CultureInfo.InvariantCulture, $"{point.At.X:0.#} {point.At.Y:0.#} {point.Text.Replace('|', '¦')}")))));

    private static XElement Circle(Pixel at, string title) => new(
        SvgDocument.Svg + "circle", Attribute("cx", at.X), Attribute("cy", at.Y), Attribute("r", 4), new XElement(SvgDocument.Svg + "title", PlotText.Clean(title)));

    private static XElement Box(PixelRect box, string title) => new(
        SvgDocument.Svg + "rect", Attribute("x", box.Left), Attribute("y", box.Top), Attribute("width", box.Width), Attribute("height", box.Height),
        new XElement(SvgDocument.Svg + "title", PlotText.Clean(title)));

    private static XAttribute Attribute(string name, double value) => new(name, value.ToString("0.#", CultureInfo.InvariantCulture));

    private static string Named(Series series, string values) => series.Name.Length == 0 ? values : $"{series.Name}: {values}";

    private static string Text(PanelPlot panel, double x, double y) => $"{Value(panel.X.Axis, x)}, {Value(panel.Y.Axis, y)}";

    private static string Value(BnLab.Results.Axis axis, double value)
    {
        double place = Math.Round(value); // several series of one category are beside each other
        return place >= 0 && place < axis.Categories.Count ? axis.Categories[(int)place] : PlotText.Number(value);
    }

    private static string Hex(string colour) => colour switch { "white" => "#ffffff", "black" => "#000000", _ => colour };

    private static string Variables(Theme theme) => string.Join(';', theme.Roles.Select(one => $"--{one.Role}:{one.Colour.ToHex()}"));
}
