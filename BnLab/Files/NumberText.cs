namespace BnLab.Files;

/// <summary>Rows of numbers in a text, as <c>np.savetxt</c> writes them: with semicolons, commas, tabs or blanks between, whichever of them comes first in this list.</summary>
/// <param name="Digits">The most that one of the numbers is written with.</param>
/// <param name="Values">Row after row.</param>
internal sealed record NumberText(int Rows, int Columns, int Digits, double[] Values)
{
    private const long MostText = 1 << 26; // bytes

    private static readonly char[] Separators = [';', ',', '\t'];

    /// <exception cref="InvalidDataException">There is something else in it, or there are more than <paramref name="most"/> numbers.</exception>
    public static NumberText Read(Stream stream, int most)
    {
        if (stream.Length > MostText) throw new InvalidDataException($"expected at most {MostText:N0} bytes");
        using var reader = new StreamReader(stream);
        var values = new List<double>();
        int rows = 0, columns = 0, digits = 0;
        while (reader.ReadLine() is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            string[] cells = Separators.FirstOrDefault(line.Contains) is var separator and not '\0' ? line.Split(separator, StringSplitOptions.TrimEntries) : line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            rows++;
            if (columns > 0 && cells.Length != columns) throw new InvalidDataException($"expected {columns} numbers in row {rows}, as in the first, but it has {cells.Length}");
            columns = cells.Length;
            if (values.Count + columns > most) throw new InvalidDataException($"expected at most {most:N0} numbers");
            digits = Math.Max(digits, cells.Max(cell => cell.Split('e', 'E')[0].TrimStart('-', '0', '.').Count(char.IsDigit)));
            values.AddRange(cells.Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                ? value : throw new InvalidDataException($"expected numbers, but row {rows} has '{cell}'")));
        }

        return new(rows, columns, digits, [.. values]);
    }
}
