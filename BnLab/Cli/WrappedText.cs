namespace BnLab.Cli;

/// <summary>Text that fits a terminal.</summary>
internal static class WrappedText
{
    /// <summary>The columns of a terminal that text may take.</summary>
    public const int Width = 100;

    /// <summary>The text on lines of at most so many columns, broken between words.</summary>
    /// <param name="text">Words. One that is wider than a line stands alone on its own.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="next">What all other lines begin with.</param>
    /// <param name="columns">How wide a line may be.</param>
    /// <returns>No line at all for a text without words.</returns>
    public static IEnumerable<string> Lines(string text, string first, string next, int columns = Width)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(first);
        string begin = first, line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && begin.Length + line.Length + 1 + word.Length > columns)
            {
                yield return begin + line;
                (begin, line) = (next, "");
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0) yield return begin + line;
    }
}
