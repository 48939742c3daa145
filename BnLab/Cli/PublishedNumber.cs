using BnLab.Experiments.Notebooks;

namespace BnLab.Cli;

/// <summary>A line of a notebook beside what public copies of it print.</summary>
/// <param name="Text">The whole line, as bnlab prints it.</param>
/// <param name="Published">Null where the line has no number, or none is known.</param>
internal sealed record ComparedLine(string Cell, string Text, PublishedNumber? Published)
{
    /// <summary>Copies that print exactly this; 0 if it is not among the three numbers that most of them print.</summary>
    public int Copies => Published?.Values.FirstOrDefault(each => each.Value == Published.ValueIn(Text)).Count ?? 0;

    /// <summary>Digits that agree with what more copies print than anything else; of an array, those of the element that agrees least.</summary>
    public int Digits
    {
        get
        {
            double[] own = Numbers(Published!.ValueIn(Text)), other = Numbers(Published.Values[0].Value);
            return own.Length != other.Length ? 0 : own.Zip(other).Min(pair => pair.First == pair.Second ? 17 : (int)Math.Clamp(-Math.Log10(Math.Abs((pair.First - pair.Second) / pair.Second)), 0, 17));
        }
    }

    /// <summary><c>1 digit</c>, <c>7 digits</c>.</summary>
    public string DigitsText => string.Create(CultureInfo.InvariantCulture, $"{Digits} {(Digits == 1 ? "digit" : "digits")}");

    /// <summary>Whether two thirds of the copies agree on another number.</summary>
    public bool IsBroken => Published is { IsSettled: true } && Copies == 0;

    /// <summary>Each line of a notebook.</summary>
    public static IReadOnlyList<ComparedLine> Of(Notebook notebook)
    {
        var lines = new List<ComparedLine>();
        foreach (var cell in notebook.Cells())
        {
            var known = new Queue<PublishedNumber>(PublishedNumber.All.Where(number => number.Cell == cell.Title));
            foreach (string text in cell.Lines.Select(Terminal.Printed))
                lines.Add(new(cell.Title, text, known.TryPeek(out var next) && next.IsIn(text) ? known.Dequeue() : null));
        }

        return lines;
    }

    private static double[] Numbers(string text) => [.. text.Trim('[', ']').Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
}

/// <summary>What public copies of a notebook print in one place. They were run with many versions of NumPy and of BLAS, and with solutions of many hands.</summary>
/// <param name="Cell">The heading above the cell.</param>
/// <param name="Label">What is before the number: <c>dx error:</c>.</param>
/// <param name="Copies">All that were counted.</param>
/// <param name="Values">The three that most of them print, with single blanks; the most frequent first.</param>
internal sealed record PublishedNumber(string Cell, string Label, int Copies, IReadOnlyList<(string Value, int Count)> Values)
{
    private static readonly Lazy<IReadOnlyList<PublishedNumber>> Read = new(ReadAll);

    /// <summary>In the order in which the notebooks print them.</summary>
    public static IReadOnlyList<PublishedNumber> All => Read.Value;

    /// <summary>Whether two thirds of the copies print the same.</summary>
    public bool IsSettled => 3 * Values[0].Count >= 2 * Copies;

    public bool IsIn(string line) => line.TrimStart().StartsWith(Label, StringComparison.Ordinal);

    /// <summary>The number of a line, without the blanks that align the elements of an array.</summary>
    public string ValueIn(string line) => string.Join(' ', line.TrimStart()[Label.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Replace("[ ", "[", StringComparison.Ordinal).Replace(" ]", "]", StringComparison.Ordinal);

    private static List<PublishedNumber> ReadAll()
    {
        var all = new List<PublishedNumber>();
        foreach (string line in EmbeddedText.Of("Published.tsv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)) // after the names of the columns
        {
            string[] cells = line.Split('\t');
            all.Add(new(cells[0], cells[1], Count(cells[2]), [.. cells[3..].Chunk(2).Select(pair => (pair[0], Count(pair[1])))]));
        }

        return all;

        static int Count(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
