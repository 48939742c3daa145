namespace BnLab.Output;

/// <summary>Reads <see cref="FigureCsv"/>: rows in the order in which they were written, each checked against its place.</summary>
internal sealed class FigureCsvReader(string path)
{
    private readonly FigureCsvPart _figure = new(path, "the figure");
    private readonly List<List<FigureCsvPart>> _rows = []; // of panels

    /// <summary>Reads a figure. What it takes in memory is bounded by the length of the file.</summary>
    public static Figure Read(string path, Stream source)
    {
        FigureCsvReader reader = new(path);
        foreach (var (i, record) in CsvTable.Read(path, source).Index())
        {
            if (i == 0) foreach (string column in FigureCsv.Columns) _ = record[column]; // a missing column is reported at once
            reader.Take(record);
        }

        return new(reader._figure.Text("title"), [.. reader._rows.Select(row => row.ConvertAll(panel => panel.ToPanel()))])
        {
            SharesX = reader._figure.Truth("shares_x"),
            SharesY = reader._figure.Truth("shares_y"),
        };
    }

    private void Take(CsvRecord record)
    {
        switch (record["kind"])
        {
            case "figure":
                _figure.Add(record);
                break;
            case "row":
                if (record.Whole("row") != _rows.Count + 1) throw record.Wrong("row", $"{_rows.Count + 1}, the next row of panels");
                _rows.Add([]);
                break;
            case "panel":
                if (record.Whole("row") != _rows.Count || _rows.Count == 0) throw record.Wrong("row", $"{_rows.Count}, the row that was begun last");
                Take(record, _rows[^1], "column", "title", "panel", $"row {_rows.Count}");
                break;
            case "series":
                Take(record, Panel(record).Series, "number", "kind", "series", $"panel {record["column"]} in row {record["row"]}");
                break;
            case string kind when FigureCsvPart.Kinds.Contains(kind, StringComparer.Ordinal):
                var series = Panel(record).Series;
                if (series.Count == 0 || record.Whole("number") != series.Count) throw record.Wrong("number", $"{series.Count}, the series that was begun last");
                series[^1].AddPoint(record);
                break;
            default:
                throw record.Wrong("kind", $"figure, row, panel, series, {FigureCsvPart.AnyOf(FigureCsvPart.Kinds)}");
        }
    }

    /// <summary>Adds a setting to the last of some parts, or to a new one, whose first setting it is.</summary>
    private void Take(CsvRecord record, List<FigureCsvPart> parts, string column, string first, string what, string where)
    {
        if (record["setting"] == first && record.Whole(column) == parts.Count + 1) parts.Add(new(path, $"{what} {parts.Count + 1} of {where}"));
        if (parts.Count == 0 || record.Whole(column) != parts.Count) throw record.Wrong(column, $"{parts.Count}, or the {first} of {what} {parts.Count + 1}");
        parts[^1].Add(record);
    }

    private FigureCsvPart Panel(CsvRecord record)
    {
        if (_rows is not [.., [.., FigureCsvPart panel]] || record.Whole("row") != _rows.Count) throw record.Wrong("row", "the row of a panel that was begun before");
        if (record.Whole("column") != _rows[^1].Count) throw record.Wrong("column", $"{_rows[^1].Count}, the panel that was begun last");
        return panel;
    }
}
