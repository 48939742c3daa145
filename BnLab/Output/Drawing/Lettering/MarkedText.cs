using System.Text;

namespace BnLab.Output.Drawing.Lettering;

/// <summary>A character and whether it stands raised (+1), lowered (-1) or on the line (0).</summary>
internal readonly record struct MarkedRune(Rune Rune, int Level);

/// <summary>
/// Reads the little markup of labels: <c>10^{-4}</c> raises, <c>x_{i}</c> lowers, and so do the characters that are raised
/// or lowered by themselves (², ⁻, ₀). Everything else, a bare <c>_</c> or <c>^</c> too, stands for itself.
/// </summary>
internal static class MarkedText
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ", RaisedPlain = "0123456789+−()n";
    private const string Hatted = "âĉêĝĥôŝûŵŷẑ", HattedPlain = "aceghosuwyz", Barred = "āēōūȳ", BarredPlain = "aeouy";
    private const char Hat = '\u0302', Bar = '\u0304';
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎", LoweredPlain = "0123456789+−()";

    public static List<MarkedRune> Parse(string text)
    {
        List<MarkedRune> runes = [];
        int level = 0;
        for (int i = 0; i < text.Length;)
        {
            if (level == 0 && OpensAt(text, i))
            {
                level = text[i] == '^' ? 1 : -1;
                i += 2;
                continue;
            }

            if (level != 0 && text[i] == '}')
            {
                level = 0;
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int used); // a lone surrogate becomes U+FFFD
            i += used;
            if (rune.IsBmp && Parts((char)rune.Value) is (char letter, char accent))
            {
                runes.Add(new(new Rune(letter), level));
                rune = new Rune(accent);
            }

            runes.Add(Marked(rune, level));
        }

        return runes;
    }

    /// <summary>The text as a screen reader should have it: without braces, with ^ and _ for raised and lowered.</summary>
    public static string Plain(IReadOnlyList<MarkedRune> runes)
    {
        StringBuilder text = new();
        int level = 0;
        foreach (MarkedRune rune in runes)
        {
            if (rune.Level != level && rune.Level != 0) text.Append(rune.Level > 0 ? '^' : '_');
            level = rune.Level;
            text.Append(rune.Rune.ToString());
        }

        return text.ToString();
    }

    /// <summary>The text for fonts of others, which know no markup: raised and lowered by themselves where there are such characters.</summary>
    public static string Unicode(IReadOnlyList<MarkedRune> runes)
    {
        StringBuilder text = new();
        int level = 0;
        foreach (MarkedRune rune in runes)
        {
            int at = rune.Level == 0 || !rune.Rune.IsBmp ? -1 : (rune.Level > 0 ? RaisedPlain : LoweredPlain).IndexOf((char)rune.Rune.Value, StringComparison.Ordinal);
            if (at < 0 && rune.Level != level && rune.Level != 0) text.Append(rune.Level > 0 ? '^' : '_');
            level = rune.Level;
            text.Append(at < 0 ? rune.Rune.ToString() : (rune.Level > 0 ? Raised : Lowered)[at].ToString());
        }

        return text.ToString();
    }

    /// <summary>The letter and the accent of a character that is both.</summary>
    private static (char Letter, char Accent)? Parts(char both)
    {
        int hatted = Hatted.IndexOf(both, StringComparison.Ordinal), barred = Barred.IndexOf(both, StringComparison.Ordinal);
        return hatted >= 0 ? (HattedPlain[hatted], Hat) : barred >= 0 ? (BarredPlain[barred], Bar) : null;
    }

    private static bool OpensAt(string text, int i) =>
        text[i] is '^' or '_' && i + 1 < text.Length && text[i + 1] == '{' && text.IndexOf('}', i + 2) >= 0;

    private static MarkedRune Marked(Rune rune, int level)
    {
        if (Rune.IsControl(rune)) return new(new Rune(' '), level);
        if (!rune.IsBmp) return new(rune, level);
        int raised = Raised.IndexOf((char)rune.Value, StringComparison.Ordinal);
        if (raised >= 0) return new(new Rune(RaisedPlain[raised]), 1);
        int lowered = Lowered.IndexOf((char)rune.Value, StringComparison.Ordinal);
        if (lowered >= 0) return new(new Rune(LoweredPlain[lowered]), -1);

        // In a raised number a hyphen is meant as a minus.
        return new(level != 0 && rune.Value == '-' ? new Rune('−') : rune, level);
    }
}
