using System.Text;

namespace BnLab.Output.Drawing.Lettering;

/// <summary>
/// The lettering of the figures: a proportional face drawn with one pen, made for small sizes. It covers printable ASCII,
/// Greek, and the signs of <see cref="SymbolGlyphs"/>.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Units to the type size.</summary>
    public const double Em = 100;

    /// <summary>Half the height of capitals and digits: text is centred on this.</summary>
    public const double Middle = 32;

    private const double SpaceAdvance = 27;

    private static readonly Dictionary<int, Glyph> Glyphs = Load();

    // For what is not covered. A reader sees that something is missing, and where.
    private static readonly Glyph Missing = GlyphReader.Read("s", "s", "m 0 0 l 0 64 l 34 64 l 34 0 z", null);

    /// <summary>All glyphs, that of missing characters included; some several times, where characters look alike.</summary>
    public static IEnumerable<Glyph> All => Glyphs.Values.Append(Missing);

    /// <summary>Whether the character has a glyph of its own.</summary>
    public static bool Covers(Rune rune) => Glyphs.ContainsKey(rune.Value);

    /// <summary>The character's glyph; a box where there is none.</summary>
    public static Glyph Of(Rune rune) => Glyphs.GetValueOrDefault(rune.Value, Missing);

    /// <summary>Whether the character is set over the one before it.</summary>
    public static bool IsAccent(Rune rune) => rune.Value is 0x302 or 0x304;

    /// <summary>How much closer two characters stand than their widths say: the gaps under T, V, W and Y would look like holes.</summary>
    public static double Kerning(Rune left, Rune right)
    {
        bool low = "acdegmnopqrsuvwxyz.,μσε".Contains((char)right.Value, StringComparison.Ordinal);
        return left.Value switch
        {
            'T' when low => -8,
            'V' or 'W' or 'Y' when low => -5,
            'T' or 'V' or 'W' or 'Y' when right.Value == 'A' => -7,
            'A' when right.Value is 'T' or 'V' or 'W' or 'Y' => -7,
            'L' when right.Value is 'T' or 'V' or 'W' or 'Y' => -7,
            'P' or 'F' when right.Value is '.' or ',' or 'a' or 'A' => -6,
            'r' when right.Value is '.' or ',' => -6,
            _ => 0,
        };
    }

    private static Dictionary<int, Glyph> Load()
    {
        Dictionary<int, Glyph> glyphs = new() { [' '] = new([], SpaceAdvance, 0), [0xA0] = new([], SpaceAdvance, 0) };
        foreach (string table in (string[])[LetterGlyphs.Table, GreekGlyphs.Table, SymbolGlyphs.Table]) Read(table, null);
        Read(DigitGlyphs.Table, DigitGlyphs.Advance);
        glyphs[0xB5] = glyphs['μ']; // the micro sign
        glyphs[0x2211] = glyphs['Σ']; // the sign of a sum
        glyphs[0x3F5] = glyphs['ε'];
        glyphs[0x3D5] = glyphs['φ'];
        glyphs[0x22C5] = glyphs['·'];
        glyphs[0x2010] = glyphs[0x2011] = glyphs['-'];
        return glyphs;

        void Read(string table, double? advance)
        {
            foreach (string line in table.Split('\n'))
            {
                string[] words = line.TrimEnd('\r').Split(' ', 4);
                Rune.DecodeFromUtf16(words[0], out Rune rune, out _);
                glyphs.Add(rune.Value, GlyphReader.Read(words[1], words[2], words[3], advance));
            }
        }
    }
}
