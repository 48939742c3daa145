using System.Globalization;
using System.Text;
using BnLab.Output.Drawing.Lettering;

namespace BnLab.Output.Drawing;

/// <summary>The small texts that an SVG is made of: numbers, glyphs, escaped words.</summary>
internal static class SvgText
{
    /// <summary>A number with at most two decimals, as short as it goes.</summary>
    public static string Number(double value)
    {
        double rounded = Point2.Round(value);
        return (rounded == 0 ? 0 : rounded).ToString("0.##", CultureInfo.InvariantCulture); // never -0
    }

    /// <summary>Glyphs as a path in hundredths of the type size. Steps are relative to each other, which makes them short.</summary>
    public static string Glyphs(IEnumerable<PlacedGlyph> glyphs)
    {
        StringBuilder path = new();
        foreach (PlacedGlyph placed in glyphs)
        {
            (int X, int Y) at = default;
            foreach (PathStep step in placed.Glyph.Steps)
            {
                (int X, int Y) Tenths(Point2 p) =>
                    ((int)Math.Round(10 * (placed.X + (p.X * placed.Scale))), (int)Math.Round(10 * (placed.Y + (p.Y * placed.Scale))));
                (int X, int Y) to = Tenths(step.To);
                path.Append(step.Kind switch { StepKind.Move => 'M', StepKind.Line => 'l', _ => 'c' });
                if (step.Kind == StepKind.Move) at = default;
                if (step.Kind == StepKind.Curve) path.Append(Pair(Tenths(step.First), at)).Append(' ').Append(Pair(Tenths(step.Second), at)).Append(' ');
                path.Append(Pair(to, at));
                at = to;
            }
        }

        return path.ToString();

        static string Pair((int X, int Y) to, (int X, int Y) from) => $"{Tenth(to.X - from.X)} {Tenth(to.Y - from.Y)}";
        static string Tenth(int tenths) => (tenths / 10.0).ToString("0.#", CultureInfo.InvariantCulture);
    }

    /// <summary>Words for an attribute or an element. What XML cannot hold at all becomes the replacement character.</summary>
    public static string Escape(string words)
    {
        StringBuilder escaped = new(words.Length);
        foreach (Rune rune in words.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' or '\n' or '\r' => " ",
                < ' ' or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
