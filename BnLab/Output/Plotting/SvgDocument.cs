using System.Text.RegularExpressions;
using System.Xml.Linq;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>
/// Skia's SVG, corrected for viewers: dashed lines get dash arrays, texts keep their width in any font, ids do not depend on
/// what the process drew before, and images keep sharp pixels.
/// </summary>
internal static class SvgDocument
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg", Link = "http://www.w3.org/1999/xlink";

    private static readonly Regex LongNumber = new("[0-9]+\\.[0-9]{3,}", RegexOptions.NonBacktracking);

    private const string Family = "Inter, system-ui, sans-serif";

    public static XElement Of(FigurePlot plot, FigureSize size, string idPrefix = "s", string? styleClass = null)
    {
        using MemoryStream file = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, plot.Sheet.Width, plot.Sheet.Height), file)) plot.Draw(canvas);
        file.Position = 0;
        XElement svg = XDocument.Load(file).Root!;
        svg.SetAttributeValue("width", Number(size.Width / size.Scale));
        svg.SetAttributeValue("height", Number(size.Height / size.Scale));
        svg.SetAttributeValue("viewBox", $"0 0 {Number(plot.Sheet.Width)} {Number(plot.Sheet.Height)}");
        svg.SetAttributeValue("font-family", Family);
        foreach (XElement use in svg.Descendants(Svg + "use").ToList()) Place(use, svg);
        Dictionary<string, string> ids = []; // Skia counts on through the whole process
        foreach (XElement element in svg.Descendants().ToList()) Improve(element, idPrefix, ids);
        SvgCompaction.Compact(svg);
        svg.SetAttributeValue("class", styleClass);
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", plot.Description);
        return svg;
    }

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static void Improve(XElement element, string idPrefix, Dictionary<string, string> ids)
    {
        if (element.Attribute("id") is { } id) id.Value = ids[id.Value] = $"{idPrefix}{ids.Count}";
        foreach (XAttribute attribute in element.Attributes())
            if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal)) attribute.Value = $"url(#{ids[attribute.Value[5..^1]]})";

        if (element.Attribute("stroke-miterlimit")?.Value == "4") element.SetAttributeValue("stroke-miterlimit", null); // the default
        if (element.Name == Svg + "text")
        {
            element.Value = element.Value.Trim();
            if (element.Value.Length > 0) Simplify(element);
            else element.Remove(); // only spaces
        }

        if (element.Name == Svg + "image") element.SetAttributeValue("style", "image-rendering:pixelated");
        if (element.Attribute("stroke-width") is { } width) Dash(element, width);
        foreach (XAttribute attribute in element.Attributes().Where(IsNumeric))
            attribute.Value = LongNumber.Replace(attribute.Value, match => Number(double.Parse(match.Value, CultureInfo.InvariantCulture)));
    }

    private static bool IsNumeric(XAttribute attribute) => attribute.Name.LocalName
        is "d" or "x" or "y" or "width" or "height" or "cx" or "cy" or "rx" or "ry" or "stroke-width" or "font-size" or "fill-opacity" or "stroke-opacity";

    /// <summary>Skia places each letter: instead the text begins at the first place and is as wide as in Inter.</summary>
    private static void Simplify(XElement text)
    {
        float size = (float)text.Attribute("font-size")!;
        bool isBold = text.Attribute("font-family")!.Value.Contains("SemiBold", StringComparison.Ordinal);
        foreach (string place in (string[])["x", "y"])
            text.SetAttributeValue(place, Number(double.Parse(text.Attribute(place)!.Value.Split(',', StringSplitOptions.TrimEntries)[0], CultureInfo.InvariantCulture)));
        text.SetAttributeValue("font-family", null); // the whole picture has one
        text.SetAttributeValue("font-weight", isBold ? "600" : null);
        text.SetAttributeValue("textLength", Number(PlotFont.Width(text.Value, size, isBold)));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
    }

    /// <summary>Skia defines an image of its own size and scales its use: instead the image itself has the size that is shown.</summary>
    private static void Place(XElement use, XElement svg)
    {
        string[] transform = use.Attribute("transform")!.Value.TrimEnd(')').Split('(', ' ');
        double[] numbers = [.. transform[1..].Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        double[] matrix = transform[0] switch { "matrix" => numbers, "translate" => [1, 0, 0, 1, numbers[0], numbers[^1]], _ => [numbers[0], 0, 0, numbers[^1], 0, 0] };
        XElement image = svg.Descendants(Svg + "image").Single(image => $"#{image.Attribute("id")?.Value}" == use.Attribute(Link + "href")!.Value);
        XElement definition = image.Parent!;
        (double width, double height) = ((double)image.Attribute("width")!, (double)image.Attribute("height")!);
        image.Remove();
        image.SetAttributeValue("id", null);
        foreach ((string name, double value) in ((string, double)[])[("x", matrix[4]), ("y", matrix[5]), ("width", matrix[0] * width), ("height", matrix[3] * height)])
            image.SetAttributeValue(name, Number(value));
        image.SetAttributeValue("preserveAspectRatio", "none");
        use.ReplaceWith(image);
        definition.Remove();
    }

    private static void Dash(XElement element, XAttribute width)
    {
        double value = (double)width;
        foreach (float plain in (float[])[PlotStyle.LineWidth, PlotStyle.RuleWidth])
        {
            double dash = Math.Round((value - plain) / PlotStyle.DashMark);
            if (dash < 1 || dash >= PlotStyle.Dashes.Length || Math.Abs(value - plain - (dash * PlotStyle.DashMark)) > 1e-4) continue;
            width.Value = Number(plain);
            element.SetAttributeValue("stroke-dasharray", string.Join(' ', PlotStyle.Dashes[(int)dash].Select(part => Number(part))));
        }
    }
}
