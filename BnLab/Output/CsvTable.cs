using CsvHelper;

namespace BnLab.Output;

/// <summary>Tables as CSV: a header, commas, line feeds, UTF-8, quotes where needed.</summary>
internal static class CsvTable
{
    private static readonly CsvWriterOptions Writing = new() { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };

    private static readonly CsvReaderOptions Reading = new()
    {
        HasHeader = false, // it is read as any other line, so that what is wrong with it can be reported
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    public static void Write(Table table, Stream target) => Write(table.Columns, table.Rows, target);

    /// <summary>Doubles have as many digits as they need to read back equal.</summary>
    public static void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows, Stream target)
    {
        using var csv = CsvWriter.Create(target, Writing, leaveOpen: true);
        csv.WriteHeader(columns.ToArray());
        foreach (var row in rows)
        {
            foreach (object? cell in row) csv.WriteField(Text(cell));
            csv.EndRecord();
        }
    }

    /// <summary>Reads a file line by line. The first line is the header; all others must have as many cells.</summary>
    public static IEnumerable<CsvRecord> Read(string path, Stream source)
    {
        using var csv = CsvReader.Create(source, Reading, leaveOpen: true);
        if (!Next(csv, path)) throw new InvalidDataException($"{path}: expected a header, but the file is empty.");
        string[] columns = Cells(csv);
        while (Next(csv, path))
        {
            if (csv.FieldCount != columns.Length)
                throw new InvalidDataException($"{path}: line {csv.LineNumber}: expected {columns.Length} cells, as the header has, but there are {csv.FieldCount}.");
            yield return new(path, csv.LineNumber, columns, Cells(csv));
        }
    }

    private static bool Next(CsvReader csv, string path)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException($"{path}: line {e.LineNumber}: expected CSV, but quotes are not in pairs there.", e);
        }
    }

    private static string[] Cells(CsvReader csv) => [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];

    private static string Text(object? cell) => cell switch
    {
        double value => RoundTrip.Text(value),
        bool value => value ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell?.ToString() ?? "",
    };
}

internal sealed class CsvRecord(string path, long line, string[] columns, string[] cells)
{
    public IReadOnlyList<string> Columns => columns;

    public IReadOnlyList<string> Cells => cells;

    public string this[string column] => Array.IndexOf(columns, column) is >= 0 and int at
        ? cells[at]
        : throw new InvalidDataException($"{path}: line 1: expected a column '{column}', but the header has none.");

    /// <summary>A cell that holds a double; it may be NaN or infinite, also as pandas writes it.</summary>
    public double Number(string column) => this[column] switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        var cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(column, "a number"),
    };

    /// <summary>A cell that holds a whole number; pandas writes 1.0 where other cells of the column are empty.</summary>
    public int Whole(string column) =>
        int.TryParse(this[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(column, "a whole number");

    /// <summary>A cell that holds <c>true</c> or <c>false</c>, in any case: spreadsheets write capitals.</summary>
    public bool Truth(string column) => bool.TryParse(this[column], out bool value) ? value : throw Wrong(column, "true or false");

    /// <summary>What to throw where a cell holds something else.</summary>
    public InvalidDataException Wrong(string column, string expected)
    {
        string found = this[column];
        return new($"{path}: line {line}, column '{column}': expected {expected}, but found {(found.Length == 0 ? "nothing" : $"'{SanitizedText.Of(found)}'")}.");
    }
}
