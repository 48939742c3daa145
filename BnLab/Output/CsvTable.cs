using CsvHelper;

namespace BnLab.Output;

/// <summary>Tables as CSV: a header, commas, line feeds, UTF-8, quotes where needed.</summary>
internal static class CsvTable
{
    private static readonly CsvWriterOptions Writing = new() { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };

    private static readonly CsvReaderOptions Reading = new()
    {
        HasHeader = false, // it is read as any line is, so that what is wrong with it can be told
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
        FormatProvider = CultureInfo.InvariantCulture,
    };

    /// <summary>Writes a table. Doubles are written with as many digits as they need to read back equal.</summary>
    public static void Write(Table table, Stream target)
    {
        Write(table.Columns, table.Rows, target);
    }

    /// <summary>Writes rows one after the other.</summary>
    public static void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object>> rows, Stream target)
    {
        using var csv = CsvWriter.Create(target, Writing, leaveOpen: true);
        csv.WriteHeader(columns.ToArray());
        foreach (var row in rows)
        {
            foreach (object cell in row) csv.WriteField(Text(cell));
            csv.EndRecord();
        }
    }

    /// <summary>Reads a file line by line. The first line is the header; all others have as many cells.</summary>
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

    private static string[] Cells(CsvReader csv)
    {
        string[] cells = new string[csv.FieldCount];
        for (int i = 0; i < cells.Length; i++) cells[i] = csv.GetString(i);
        return cells;
    }

    private static string Text(object cell) => cell switch
    {
        double value => RoundTrip.Text(value),
        bool value => value ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
