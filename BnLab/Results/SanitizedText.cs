namespace BnLab.Results;

/// <summary>Text that a file or its name brings along, for people to read.</summary>
internal static class SanitizedText
{
    /// <summary>For a message: short, on one line, and without control characters.</summary>
    public static string Of(string text, int longest = 40)
    {
        string shown = string.Concat(text.Take(longest).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
        return text.Length > longest ? $"{shown}…" : shown;
    }

    /// <summary>For a terminal or a pipe: what would move the cursor, colour the text or turn its direction is shown as <c>\u001b</c>, as JSON has it.</summary>
    public static string Printable(string text) => text.Any(IsHidden)
        ? string.Concat(text.Select(c => IsHidden(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString()))
        : text;

    private static bool IsHidden(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.Control => c is not ('\n' or '\t') && !(c == '\r' && OperatingSystem.IsWindows()), // a line ends with \r\n there
        UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => false,
    };
}
