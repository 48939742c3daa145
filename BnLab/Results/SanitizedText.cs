namespace BnLab.Results;

/// <summary>Text from a file as a message may show it: short, in one line, and without what a terminal would obey.</summary>
internal static class SanitizedText
{
    private const int Longest = 40;

    public static string Of(string text, int longest = Longest)
    {
        string shown = string.Concat(text.Take(longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > longest ? $"{shown}…" : shown;
    }
}
