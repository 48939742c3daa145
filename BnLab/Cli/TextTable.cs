namespace BnLab.Cli;

/// <summary>Tables for the terminal: columns aligned, numbers to the right and <see cref="ShortNumber">short</see>.</summary>
internal static class TextTable
{
    private const string Gap = "  ";
    private const string Indent = "      ";

    /// <summary>
    /// A header, then the rows. Where rows are too wide, as many of the last columns of text as needed are written below their row and
    /// wrapped; all of these but the last with the column's name. Where that is not enough, the table is broken between columns: each
    /// part begins with the columns of words that the whole begins with.
    /// </summary>
    public static IEnumerable<string> Lines(Table table, int columns = WrappedText.Width)
    {
        var rows = table.Rows.Select(row => row.Select(Text).ToArray()).Prepend([.. table.Columns]).ToList();
        int[] widths = [.. table.Columns.Select((_, c) => rows.Max(row => row[c].Length))];
        bool[] right = [.. table.Columns.Select((_, c) => IsOfNumbers(table, c))];
        int beside = widths.Length;
        while (beside > 1 && !right[beside - 1] && Width(Enumerable.Range(0, beside)) > columns) beside--;
        int keys = int.Max(1, Array.IndexOf(right, true));
        List<List<int>> parts = [[]];
        for (int c = 0; c < beside; c++)
        {
            if (parts[^1].Count > keys && Width(parts[^1].Append(c)) > columns) parts.Add([.. Enumerable.Range(0, keys)]);
            parts[^1].Add(c);
        }

        foreach (var (number, part) in parts.Index())
        {
            if (number > 0) yield return "";
            for (int r = 0; r < rows.Count; r++)
            {
                yield return string.Join(Gap, part.Select(c => Aligned(rows[r][c], c))).TrimEnd();
                for (int c = beside; number == parts.Count - 1 && r > 0 && c < widths.Length; c++)
                {
                    string name = c == widths.Length - 1 || rows[r][c].Length == 0 ? "" : $"{table.Columns[c]}: ";
                    foreach (string line in WrappedText.Lines(name + rows[r][c], Indent, Indent, columns)) yield return line;
                }
            }
        }

        int Width(IEnumerable<int> part) => part.Sum(c => widths[c] + Gap.Length) - Gap.Length;

        string Aligned(string cell, int c) => right[c] ? cell.PadLeft(widths[c]) : cell.PadRight(widths[c]);
    }

    /// <summary>At least one number, and nothing else but empty cells.</summary>
    private static bool IsOfNumbers(Table table, int column) =>
        table.Rows.All(row => row[column] is not (string { Length: > 0 } or bool))
        && (table.Rows.Count == 0 || table.Rows.Any(row => row[column] is not string));

    private static string Text(object cell) => cell switch
    {
        double value => ShortNumber.Text(value),
        bool value => value ? "yes" : "no",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}

internal static class WrappedText
{
    /// <summary>The columns that text takes where there is no terminal.</summary>
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
