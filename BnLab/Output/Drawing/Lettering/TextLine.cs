using System.Text;

namespace BnLab.Output.Drawing.Lettering;

/// <summary>A glyph on its line, in hundredths of the type size from the line's start.</summary>
internal readonly record struct PlacedGlyph(Glyph Glyph, double X, double Y, double Scale);

/// <summary>A line of text, set: where each glyph stands, how wide the whole is. Sizes are in units of the picture.</summary>
internal sealed class TextLine
{
    /// <summary>The pen's width for text, in hundredths of the type size.</summary>
    public const double Regular = 8.2;

    /// <summary>The pen's width for titles.</summary>
    public const double Bold = 11.8;

    private const double RaisedScale = 0.68, RaisedBy = -30, LoweredBy = 10;

    private TextLine(List<PlacedGlyph> glyphs, double advance, IReadOnlyList<MarkedRune> runes, double size, double weight)
    {
        (Glyphs, Runes, Plain, Size, Weight) = (glyphs, runes, MarkedText.Plain(runes), size, weight);
        Width = advance * size / StrokeFont.Em;
    }

    public IReadOnlyList<PlacedGlyph> Glyphs { get; }

    /// <summary>The characters, raised, lowered or on the line.</summary>
    public IReadOnlyList<MarkedRune> Runes { get; }

    /// <summary>The same for readers who cannot see it.</summary>
    public string Plain { get; }

    /// <summary>The type size: about the distance of two lines set close.</summary>
    public double Size { get; }

    /// <summary>The pen's width, in hundredths of the type size.</summary>
    public double Weight { get; }

    public double Width { get; }

    /// <summary>From the baseline up to where ink may be.</summary>
    public double Ascent => 0.86 * Size;

    /// <summary>From the baseline down to where ink may be.</summary>
    public double Descent => 0.28 * Size;

    /// <summary>From the baseline up to the middle of capitals and digits.</summary>
    public double Middle => StrokeFont.Middle / StrokeFont.Em * Size;

    public static TextLine Set(string text, double size, double weight = Regular) => Set(MarkedText.Parse(text), size, weight);

    public static TextLine Set(IReadOnlyList<MarkedRune> runes, double size, double weight)
    {
        List<PlacedGlyph> glyphs = [];
        double x = 0, lastStart = 0;
        Glyph? last = null;
        for (int i = 0; i < runes.Count; i++)
        {
            (Rune rune, int level) = runes[i];
            Glyph glyph = StrokeFont.Of(rune);
            double scale = level == 0 ? 1 : RaisedScale;
            double y = level switch { > 0 => RaisedBy, < 0 => LoweredBy, _ => 0 };
            if (last is not null && StrokeFont.IsAccent(rune))
            {
                glyphs.Add(new(glyph, lastStart + (last.Advance * scale / 2), y + (last.Top * scale), scale));
                continue;
            }

            if (i > 0 && level == 0) x += StrokeFont.Kerning(runes[i - 1].Rune, rune);
            glyphs.Add(new(glyph, x, y, scale));
            (last, lastStart) = (glyph, x);
            x += (glyph.Advance * scale) + ((weight - Regular) / 2); // a thicker pen eats into the space between letters
        }

        return new(glyphs, x, runes, size, weight);
    }

    /// <summary>The text in a given width: as it is, or set a little smaller, or cut with an ellipsis.</summary>
    /// <param name="text">With the markup of labels.</param>
    /// <param name="size">The type size.</param>
    /// <param name="width">What there is room for.</param>
    /// <param name="weight">The pen's width.</param>
    /// <param name="smallest">How much smaller it may be set.</param>
    public static TextLine Fit(string text, double size, double width, double weight = Regular, double smallest = 0.85)
    {
        List<MarkedRune> runes = MarkedText.Parse(text);
        TextLine line = Set(runes, size, weight);
        if (line.Width <= width) return line;
        line = Set(runes, size * Math.Max(smallest, width / line.Width), weight);
        if (line.Width <= width + 1e-9) return line;

        // The longest beginning that leaves room for the ellipsis, found by halving.
        int fits = 0, tooLong = runes.Count;
        while (tooLong - fits > 1)
        {
            int middle = (fits + tooLong) / 2;
            if (Set(Cut(runes, middle), line.Size, weight).Width <= width) fits = middle;
            else tooLong = middle;
        }

        TextLine cut = Set(Cut(runes, fits), line.Size, weight);
        return cut.Width <= width ? cut : Set("", size, weight);
    }

    private static List<MarkedRune> Cut(List<MarkedRune> runes, int count)
    {
        while (count > 0 && Rune.IsWhiteSpace(runes[count - 1].Rune)) count--;
        return [.. runes.Take(count), new(new Rune('…'), 0)];
    }
}
