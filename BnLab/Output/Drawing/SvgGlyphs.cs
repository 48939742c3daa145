using System.Globalization;
using System.Text;
using BnLab.Output.Drawing.Lettering;

namespace BnLab.Output.Drawing;

/// <summary>The glyphs of the font, once for all inline figures of a page: each figure only says where it has which.</summary>
internal static class SvgGlyphs
{
    private static readonly Dictionary<Glyph, string> Names = [];

    /// <summary>An element of the page that shows nothing, and holds the glyphs.</summary>
    public static string Sheet { get; } = Define();

    /// <summary>The glyphs of a text, in hundredths of the type size.</summary>
    /// <param name="glyphs">All of one scale.</param>
    /// <param name="pen">The width of their pen, before they are scaled.</param>
    public static string Uses(IReadOnlyList<PlacedGlyph> glyphs, double pen)
    {
        double scale = glyphs[0].Scale;
        StringBuilder uses = new();
        foreach (PlacedGlyph placed in glyphs.Where(placed => placed.Glyph.Steps.Count > 0))
            uses.Append(CultureInfo.InvariantCulture, $"<use href=\"#{Names[placed.Glyph]}\"{Attribute("x", placed.X / scale)}{Attribute("y", placed.Y / scale)}/>");
        if (uses.Length == 0) return "";
        string transform = scale == 1 ? "" : $" transform=\"scale({scale.ToString("0.####", CultureInfo.InvariantCulture)})\"";
        return $"<g stroke-width=\"{SvgText.Number(pen / scale)}\"{transform}>{uses}</g>";
    }

    private static string Attribute(string name, double value) =>
        Math.Round(value, 1) == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {name}=\"{value:0.#}\"");

    private static string Define()
    {
        StringBuilder sheet = new("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs>\n");
        foreach (Glyph glyph in StrokeFont.All)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"g{Names.Count}");
            if (Names.TryAdd(glyph, name)) sheet.Append(CultureInfo.InvariantCulture, $"<path id=\"{name}\" d=\"{SvgText.Glyphs([new(glyph, 0, 0, 1)])}\"/>\n");
        }

        return sheet.Append("</defs></svg>\n").ToString();
    }
}
