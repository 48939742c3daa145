namespace BnLab.Output;

/// <summary>A series while the rows of its <see cref="FigureCsv"/> are read.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Name">Its line in the legend.</param>
/// <param name="Settings">What it has besides points.</param>
internal sealed record SeriesDraft(string Kind, string Name, FigureCsvSettings Settings)
{
    private readonly List<CsvRecord> _points = [];
    private readonly List<double> _x = [], _y = [], _low = [], _high = [];
    private readonly List<SmallImage> _images = [];

    /// <summary>The kinds of series, as the rows of their points are called.</summary>
    public static string[] Kinds { get; } = ["line", "band", "bar", "rule", "image"];

    /// <summary>A series, of which the first row says what kind it is.</summary>
    public static SeriesDraft Begin(CsvRecord record, string path)
    {
        string kind = record["text"];
        if (!Kinds.Contains(kind, StringComparer.Ordinal)) throw record.Wrong("text", $"{string.Join(", ", Kinds[..^1])} or {Kinds[^1]}");
        return new(kind, record["series"], new(path, $"series {record["number"]} of panel {record["column"]} in row {record["row"]}"));
    }

    /// <summary>Adds a point.</summary>
    public void Take(CsvRecord record)
    {
        if (record["kind"] != Kind) throw record.Wrong("kind", $"{Kind}, as the series is");
        switch (Kind)
        {
            case "line":
                _x.Add(record.Number("x"));
                _y.Add(record.Number("y"));
                break;
            case "band":
                _x.Add(record.Number("x"));
                _low.Add(record.Number("low"));
                _high.Add(record.Number("high"));
                break;
            case "bar":
                _low.Add(record.Number("low"));
                _high.Add(record.Number("high"));
                _y.Add(record.Number("y"));
                break;
            case "rule":
                if (_points.Count == 1) throw record.Wrong("kind", "one row for a rule");
                if (record["x"].Length > 0 && record["y"].Length > 0) throw record.Wrong("y", "x or y alone: a rule stands on one of the axes");
                _points.Add(record);
                break;
            default:
                _images.Add(Image(record));
                break;
        }
    }

    public Series Build()
    {
        int style = Settings.Whole("style");
        return Kind switch
        {
            "line" => new LineSeries(Name, style, _x, _y, Settings.Truth("line"), Settings.Truth("markers")) { RunningMean = Settings.Whole("running_mean") },
            "band" => new BandSeries(Name, style, _x, _low, _high),
            "bar" => new BarSeries(Name, style, _low, _high, _y, Settings.Number("base")),
            "rule" when _points.Count == 0 => throw Settings.Missing("a row of kind rule"),
            "rule" => _points[0]["x"].Length > 0
                ? new RuleSeries(Name, style, _points[0].Number("x"), IsLevel: false)
                : new RuleSeries(Name, style, _points[0].Number("y")),
            _ => new ImageGridSeries(_images, Settings.Whole("columns")) { Name = Name, Style = style },
        };
    }

    private static SmallImage Image(CsvRecord record)
    {
        int width = record.Whole("x"), height = record.Whole("y");
        byte[] rgb = new byte[record["pixels"].Length];
        if (!Convert.TryFromBase64String(record["pixels"], rgb, out int length)) throw record.Wrong("pixels", "base64");
        if (width < 0 || height < 0 || length % 3 != 0 || (long)width * height != length / 3) throw record.Wrong("pixels", $"3 · {width} · {height} bytes in base64");
        return new(width, height, rgb[..length], record["text"]);
    }
}
