using System.Text;

namespace BnLab.Output.Plotting;

/// <summary>The texts of a figure: what an XML file or the font cannot hold is replaced, and what has no room is shortened.</summary>
internal static class PlotText
{
    private const string Replacement = "□"; // Inter has no U+FFFD
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>On one line, without control characters and lone surrogates.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // a lone surrogate is read as U+FFFD
            clean.Append(Rune.IsControl(rune) ? " " : rune.Value is 0xFFFD or 0xFFFE or 0xFFFF ? Replacement : rune.ToString());
        return clean.ToString();
    }

    /// <summary>As it can be drawn: with squares for the characters that the font lacks.</summary>
    public static string Drawable(string text) => string.Concat(Clean(text).EnumerateRunes().Select(rune => PlotFont.Has(rune) ? rune.ToString() : Replacement));

    /// <summary>The text, or as much of its start as a width has room for and an ellipsis.</summary>
    public static string Fit(string text, float width, float size, bool isBold = false)
    {
        text = Drawable(text);
        if (text.Length == 0 || PlotFont.Width(text, size, isBold) <= width) return text;
        int[] starts = StringInfo.ParseCombiningCharacters(text);
        int fits = 0, tooMany = starts.Length;
        while (tooMany - fits > 1)
        {
            int middle = (fits + tooMany) / 2;
            if (PlotFont.Width(Shortened(middle), size, isBold) <= width) fits = middle;
            else tooMany = middle;
        }

        return fits == 0 ? "" : Shortened(fits);

        string Shortened(int count) => text[..starts[count]].TrimEnd() + "…";
    }

    /// <summary>A number with a proper minus sign.</summary>
    public static string Number(double value) => ShortNumber.Text(value).Replace('-', '−');

    /// <summary>A power of ten: 1, 10, 10², 10⁻⁴.</summary>
    public static string Power(int exponent) => exponent switch
    {
        0 => "1",
        1 => "10",
        _ => "10" + string.Concat(exponent.ToString(CultureInfo.InvariantCulture).Select(c => c == '-' ? '⁻' : Superscripts[c - '0'])),
    };
}
