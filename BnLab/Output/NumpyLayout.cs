using System.Text;

namespace BnLab.Output;

/// <summary>How NumPy sets an array: nested brackets, lines of at most 75 columns, and only the edges of a long array.</summary>
internal static class NumpyLayout
{
    /// <summary>NumPy's <c>linewidth</c>, <c>threshold</c> and <c>edgeitems</c>.</summary>
    private const int LineWidth = 75, MostInFull = 1000, EdgeItems = 3;

    private const string Gap = "...";

    /// <summary>Sets an array that has at least one axis and at least one element.</summary>
    public static string Text(ReadOnlySpan<double> values, ReadOnlySpan<int> shape)
    {
        bool inFull = values.Length <= MostInFull;
        var shown = new List<double>();
        Collect(values, shape, inFull, shown);
        return Block(values, shape, inFull, new NumpyFormat(shown), indent: " ", LineWidth);
    }

    /// <summary>The numbers that will be seen: they alone decide about the notation.</summary>
    private static void Collect(ReadOnlySpan<double> block, ReadOnlySpan<int> shape, bool inFull, List<double> shown)
    {
        if (shape.IsEmpty)
        {
            shown.Add(block[0]);
            return;
        }

        int size = block.Length / shape[0];
        foreach (int? i in Places(shape[0], inFull))
        {
            if (i is { } place) Collect(block.Slice(place * size, size), shape[1..], inFull, shown);
        }
    }

    /// <summary>The places of one axis that are printed; null stands for the dots between its edges.</summary>
    private static IEnumerable<int?> Places(int length, bool inFull)
    {
        if (inFull || length <= 2 * EdgeItems) return Enumerable.Range(0, length).Select(i => (int?)i);
        return [0, 1, 2, null, length - 3, length - 2, length - 1];
    }

    /// <summary>An array of two axes or more: its parts under each other, with an empty line for every axis beyond two.</summary>
    private static string Block(
        ReadOnlySpan<double> block, ReadOnlySpan<int> shape, bool inFull, NumpyFormat format, string indent, int width)
    {
        if (shape.Length == 1) return Row(block, inFull, format, indent, width - 1);

        int size = block.Length / shape[0];
        var parts = new List<string>();
        foreach (int? i in Places(shape[0], inFull))
        {
            parts.Add(i is { } place
                ? Block(block.Slice(place * size, size), shape[1..], inFull, format, indent + " ", width - 1)
                : Gap);
        }

        return "[" + string.Join(new string('\n', shape.Length - 1) + indent, parts) + "]";
    }

    /// <summary>One axis: numbers side by side; a line that gets too long goes on under its first number.</summary>
    private static string Row(ReadOnlySpan<double> row, bool inFull, NumpyFormat format, string indent, int width)
    {
        var done = new StringBuilder("[");
        string line = "";
        foreach (int? i in Places(row.Length, inFull))
        {
            string word = i is { } place ? format.Text(row[place]) : Gap;
            if (line.Length > 0 && indent.Length + line.Length + 1 + word.Length > width)
            {
                done.Append(line.TrimEnd(' ')).Append('\n').Append(indent);
                line = word;
            }
            else
            {
                line += line.Length == 0 ? word : " " + word;
            }
        }

        return done.Append(line).Append(']').ToString();
    }
}
