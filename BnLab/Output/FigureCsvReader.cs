namespace BnLab.Output;

/// <summary>Reads <see cref="FigureCsv"/>: rows in the order in which they were written, each checked against its place.</summary>
internal sealed class FigureCsvReader
{
    private readonly FigureCsvSettings _figure;
    private readonly List<List<PanelDraft>> _rows = [];

    private FigureCsvReader(string path) => _figure = new(path, "the figure");

    /// <summary>Reads a figure. What it takes in memory is bounded by the length of the file.</summary>
    public static Figure Read(string path, Stream source)
    {
        var reader = new FigureCsvReader(path);
        bool isEmpty = true;
        foreach (var record in CsvTable.Read(path, source))
        {
            if (isEmpty)
            {
                foreach (string column in FigureCsv.Columns) _ = record[column]; // a column that is missing is told at once
            }

            isEmpty = false;
            reader.Take(record, path);
        }

        return reader.Build();
    }

    private void Take(CsvRecord record, string path)
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
                TakePanel(record, path);
                break;
            case "series":
                Current(record).TakeSeries(record, path);
                break;
            case string kind when SeriesDraft.Kinds.Contains(kind, StringComparer.Ordinal):
                Current(record).TakePoint(record);
                break;
            default:
                throw record.Wrong("kind", $"figure, row, panel, series, {string.Join(", ", SeriesDraft.Kinds[..^1])} or {SeriesDraft.Kinds[^1]}");
        }
    }

    private void TakePanel(CsvRecord record, string path)
    {
        if (record.Whole("row") != _rows.Count || _rows.Count == 0) throw record.Wrong("row", $"{_rows.Count}, the row that was begun last");
        var row = _rows[^1];
        if (record["setting"] == "title" && record.Whole("column") == row.Count + 1)
        {
            row.Add(new(new FigureCsvSettings(path, $"panel {row.Count + 1} of row {_rows.Count}")));
        }

        if (row.Count == 0 || record.Whole("column") != row.Count) throw record.Wrong("column", $"{row.Count}, or the title of panel {row.Count + 1}");
        row[^1].Settings.Add(record);
    }

    private PanelDraft Current(CsvRecord record)
    {
        if (_rows is not [.., [.., PanelDraft panel]] || record.Whole("row") != _rows.Count) throw record.Wrong("row", "the row of a panel that was begun before");
        if (record.Whole("column") != _rows[^1].Count) throw record.Wrong("column", $"{_rows[^1].Count}, the panel that was begun last");
        return panel;
    }

    private Figure Build() => new(_figure.Text("title"), [.. _rows.Select(row => row.Select(panel => panel.Build()).ToArray())])
    {
        SharesX = _figure.Truth("shares_x"),
        SharesY = _figure.Truth("shares_y"),
    };

    private sealed record PanelDraft(FigureCsvSettings Settings)
    {
        private readonly List<SeriesDraft> _series = [];

        public void TakeSeries(CsvRecord record, string path)
        {
            if (record["setting"] == "kind" && record.Whole("number") == _series.Count + 1) _series.Add(SeriesDraft.Begin(record, path));
            if (_series.Count == 0 || record.Whole("number") != _series.Count) throw record.Wrong("number", $"{_series.Count}, or the kind of series {_series.Count + 1}");
            _series[^1].Settings.Add(record);
        }

        public void TakePoint(CsvRecord record)
        {
            if (_series.Count == 0 || record.Whole("number") != _series.Count) throw record.Wrong("number", $"{_series.Count}, the series that was begun last");
            _series[^1].Take(record);
        }

        public Panel Build() => new(Settings.Text("title"), Axis("x"), Axis("y"), [.. _series.Select(series => series.Build())]);

        private Axis Axis(string name)
        {
            var scale = Settings.Choice($"{name}_scale", "linear", "log") == 0 ? AxisScale.Linear : AxisScale.Log;
            return new(Settings.Text($"{name}_label"), scale, Settings.NumberOrNull($"{name}_min"), Settings.NumberOrNull($"{name}_max"))
            {
                IsWhole = Settings.Truth($"{name}_whole"),
                Categories = Settings.All($"{name}_category"),
            };
        }
    }
}
