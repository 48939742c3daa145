namespace BnLab.Output;

/// <summary>A line of a CSV file, whose cells are asked for by the names of their columns.</summary>
internal sealed class CsvRecord(string path, long line, IReadOnlyList<string> columns, IReadOnlyList<string> cells)
{
    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => columns;

    /// <summary>The cells, in the columns' order.</summary>
    public IReadOnlyList<string> Cells => cells;

    /// <summary>The cell of a column.</summary>
    public string this[string column]
    {
        get
        {
            for (int i = 0; i < columns.Count; i++)
            {
                if (columns[i] == column) return cells[i];
            }

            throw new InvalidDataException($"{path}: line 1: expected a column '{column}', but the header has none.");
        }
    }

    /// <summary>A cell that holds a double; it may be NaN or infinite.</summary>
    public double Number(string column) =>
        double.TryParse(this[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(column, "a number");

    /// <summary>A cell that holds a whole number.</summary>
    public int Whole(string column) =>
        int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(column, "a whole number");

    /// <summary>A cell that holds <c>true</c> or <c>false</c>, in any case: spreadsheets write them large.</summary>
    public bool Truth(string column) => bool.TryParse(this[column], out bool value) ? value : throw Wrong(column, "true or false");

    /// <summary>What to throw where a cell holds something else.</summary>
    public InvalidDataException Wrong(string column, string expected)
    {
        string found = this[column];
        return new($"{path}: line {line}, column '{column}': expected {expected}, but found {(found.Length == 0 ? "nothing" : $"'{SanitizedText.Of(found)}'")}.");
    }
}
