namespace BnLab.Cli;

/// <summary>Text that fits a terminal.</summary>
internal static class WrappedText
{
    /// <summary>The columns of a terminal that text may take.</summary>
    public const int Width = 100;

    /// <summary>The text on lines of at most so many columns, broken between words.</summary>
    public static IEnumerable<string> Lines(string text, string first, string next, int columns = Width)
    {
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
