using System.Globalization;
using BnLab.Results;
using CsvHelper;

namespace BnLab.Output;

/// <summary>Tables as CSV: a header, commas, line feeds, UTF-8, quotes where needed.</summary>
public static class CsvTable
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n", FormatProvider = CultureInfo.InvariantCulture };

    /// <summary>Writes a table. Doubles are written with as many digits as they need to read back equal.</summary>
    /// <param name="table">Its cells are strings, integers, doubles and bools; NaN and infinities are legal.</param>
    /// <param name="target">Left open.</param>
    public static void Write(Table table, Stream target)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var csv = CsvWriter.Create(target, Options, leaveOpen: true);
        csv.WriteHeader(table.Columns.ToArray());
        foreach (var row in table.Rows)
        {
            foreach (object cell in row) csv.WriteField(Text(cell));
            csv.EndRecord();
        }
    }

    private static string Text(object cell) => cell switch
    {
        double value => RoundTrip.Text(value),
        bool value => value ? "true" : "false",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
