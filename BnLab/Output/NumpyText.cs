using System.Text;

namespace BnLab.Output;

/// <summary>
/// Numbers as a notebook shows them: arrays and scalars as NumPy's <c>print</c> writes them with its default options, and
/// Python's <c>%e</c>.
/// </summary>
/// <remarks>
/// These are NumPy's rules (version 1.24): <see cref="DecimalDigits"/> finds the digits, <see cref="NumpyFormat"/> the notation
/// that all numbers of an array share, this class the brackets and lines. Lines end with a line feed on every machine; the last
/// one has none.
/// </remarks>
internal static class NumpyText
{
    private const int LineWidth = 75, MostInFull = 1000, EdgeItems = 3; // NumPy's linewidth, threshold and edgeitems

    /// <summary>A vector: <c>[11. 12. 13.]</c>.</summary>
    public static string Array(ReadOnlySpan<double> values) => Array(values, [values.Length]);

    /// <summary>An array of one axis or more: nested brackets, and only the edges of a long array.</summary>
    public static string Array(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        if (values.IsEmpty) return "[]";
        int edge = values.Length <= MostInFull ? values.Length : EdgeItems;
        List<double> shown = [];
        Collect(values, shape, edge, shown);
        return Block(values, shape, edge, new NumpyFormat(shown), indent: " ", LineWidth);
    }

    /// <summary>
    /// One number as Python and NumPy print it, with all digits that tell it from its neighbours:
    /// <c>2.2611955101340957</c>, <c>100000.0</c>, <c>1e-05</c>.
    /// </summary>
    public static string Scalar(double value)
    {
        if (!double.IsFinite(value)) return NumpyFormat.NotFinite(value);
        DecimalDigits digits = DecimalDigits.Shortest(value);
        if (digits.Exponent is >= -4 and < 16) return digits.Whole + "." + (digits.Fraction.Length == 0 ? "0" : digits.Fraction);
        return Joined(digits.FirstDigit, digits.OtherDigits) + NumpyFormat.ExponentText(digits.Exponent);
    }

    /// <summary>Python's <c>%e</c>, in which the course prints relative errors: <c>1.702926e-09</c>.</summary>
    public static string Exponent(double value, int decimals = 6)
    {
        if (!double.IsFinite(value)) return NumpyFormat.NotFinite(value);
        DecimalDigits digits = DecimalDigits.Rounded(value, decimals + 1);
        return Joined(digits.FirstDigit, digits.OtherDigits.PadRight(decimals, '0')) + NumpyFormat.ExponentText(digits.Exponent);
    }

    /// <summary>A point only where digits follow it.</summary>
    private static string Joined(string before, string after) => after.Length == 0 ? before : before + "." + after;

    /// <summary>The numbers that will be seen: they alone decide about the notation.</summary>
    private static void Collect(ReadOnlySpan<double> block, ReadOnlySpan<int> shape, int edge, List<double> shown)
    {
        foreach (int? i in Places(shape[0], edge))
        {
            if (i is not { } place) continue;
            if (shape.Length == 1) shown.Add(block[place]);
            else Collect(Part(block, shape, place), shape[1..], edge, shown);
        }
    }

    /// <summary>The places of one axis that are printed; null for the dots between its edges.</summary>
    private static IEnumerable<int?> Places(int length, int edge) => Enumerable.Range(0, length)
        .Where(i => i <= edge || i >= length - edge)
        .Select(i => i == edge && i < length - edge ? null : (int?)i);

    private static ReadOnlySpan<double> Part(ReadOnlySpan<double> block, ReadOnlySpan<int> shape, int place) =>
        block.Slice(place * (block.Length / shape[0]), block.Length / shape[0]);

    /// <summary>An array of two axes or more: its parts under each other, with an empty line for every axis beyond two.</summary>
    private static string Block(ReadOnlySpan<double> block, ReadOnlySpan<int> shape, int edge, NumpyFormat format, string indent, int width)
    {
        if (shape.Length == 1) return Row(block, edge, format, indent, width - 1);
        List<string> parts = [];
        foreach (int? i in Places(shape[0], edge))
            parts.Add(i is { } place ? Block(Part(block, shape, place), shape[1..], edge, format, indent + " ", width - 1) : "...");
        return "[" + string.Join(new string('\n', shape.Length - 1) + indent, parts) + "]";
    }

    /// <summary>One axis: numbers side by side; a line that gets too long goes on under its first number.</summary>
    private static string Row(ReadOnlySpan<double> row, int edge, NumpyFormat format, string indent, int width)
    {
        StringBuilder done = new("[");
        string line = "";
        foreach (int? i in Places(row.Length, edge))
        {
            string word = i is { } place ? format.Text(row[place]) : "...";
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
