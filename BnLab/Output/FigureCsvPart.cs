namespace BnLab.Output;

/// <summary>The rows of a figure, a panel or a series in its <see cref="FigureCsv"/>: its settings, and a series' points.</summary>
internal sealed class FigureCsvPart(string path, string owner)
{
    /// <summary>The kinds of series, as the rows of their points are called, and which columns are a point's numbers.</summary>
    private static readonly Dictionary<string, string[]> Coordinates = new(StringComparer.Ordinal)
    {
        ["line"] = ["x", "y"],
        ["band"] = ["x", "low", "high"],
        ["bar"] = ["low", "high", "y"],
        ["rule"] = [],
        ["image"] = [],
    };

    private readonly Dictionary<string, List<CsvRecord>> _settings = new(StringComparer.Ordinal);
    private readonly List<double>[] _numbers = [[], [], []];
    private readonly List<CsvRecord> _points = []; // of a series whose points are more than numbers

    public static string[] Kinds { get; } = [.. Coordinates.Keys];

    public List<FigureCsvPart> Series { get; } = [];

    public void Add(CsvRecord record)
    {
        string setting = record["setting"];
        if (!_settings.TryGetValue(setting, out var records)) _settings.Add(setting, records = []);
        records.Add(record);
    }

    public void AddPoint(CsvRecord record)
    {
        string kind = Choice("kind", Kinds);
        if (record["kind"] != kind) throw record.Wrong("kind", $"{kind}, as the series is");
        string[] columns = Coordinates[kind];
        for (int i = 0; i < columns.Length; i++) _numbers[i].Add(record.Number(columns[i]));
        if (columns.Length == 0) _points.Add(record);
    }

    public string Text(string setting) => Record(setting)["text"];

    public bool Truth(string setting) => Record(setting).Truth("text");

    public Panel ToPanel() => new(Text("title"), ToAxis("x"), ToAxis("y"), [.. Series.Select(series => series.ToSeries())]);

    /// <summary>Some words in a sentence.</summary>
    public static string AnyOf(string[] words) => $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private Axis ToAxis(string name) => new(
        Text($"{name}_label"), Choice($"{name}_scale", "linear", "log") == "log" ? AxisScale.Log : AxisScale.Linear, Limit($"{name}_min"), Limit($"{name}_max"))
    {
        IsWhole = Truth($"{name}_whole"),
        Categories = _settings.TryGetValue($"{name}_category", out var categories) ? categories.ConvertAll(record => record["text"]) : [],
    };

    private Series ToSeries()
    {
        (string kind, string name, int style) = (Choice("kind", Kinds), Record("kind")["series"], Whole("style"));
        return kind switch
        {
            "line" => new LineSeries(name, style, _numbers[0], _numbers[1], Truth("line"), Truth("markers")) { RunningMean = Whole("running_mean") },
            "band" => new BandSeries(name, style, _numbers[0], _numbers[1], _numbers[2]),
            "bar" => new BarSeries(name, style, _numbers[0], _numbers[1], _numbers[2], Record("base").Number("text")),
            "rule" => ToRule(name, style),
            _ => new ImageGridSeries(_points.ConvertAll(ToImage), Whole("columns")) { Name = name, Style = style },
        };
    }

    private RuleSeries ToRule(string name, int style)
    {
        if (_points.Count == 0) throw Missing("a row of kind rule");
        if (_points.Count > 1) throw _points[1].Wrong("kind", "one row for a rule");
        bool isLevel = _points[0]["x"].Length == 0;
        if (!isLevel && _points[0]["y"].Length > 0) throw _points[0].Wrong("y", "x or y alone: a rule is at one of the axes");
        return new(name, style, _points[0].Number(isLevel ? "y" : "x"), isLevel);
    }

    private static SmallImage ToImage(CsvRecord record)
    {
        int width = record.Whole("x"), height = record.Whole("y");
        byte[] rgb = new byte[record["pixels"].Length];
        if (!Convert.TryFromBase64String(record["pixels"], rgb, out int length)) throw record.Wrong("pixels", "base64");
        if (width < 0 || height < 0 || length % 3 != 0 || (long)width * height != length / 3) throw record.Wrong("pixels", $"3 · {width} · {height} bytes in base64");
        return new(width, height, rgb[..length], record["text"]);
    }

    private int Whole(string setting) => Record(setting).Whole("text");

    private double? Limit(string setting) => Text(setting).Length == 0 ? null : Record(setting).Number("text");

    private string Choice(string setting, params string[] words) => words.Contains(Text(setting), StringComparer.Ordinal) ? Text(setting) : throw Record(setting).Wrong("text", AnyOf(words));

    private CsvRecord Record(string setting)
    {
        if (!_settings.TryGetValue(setting, out var records)) throw Missing($"a row with the setting '{setting}'");
        return records.Count == 1 ? records[0] : throw records[1].Wrong("setting", $"one row with the setting '{setting}' of {owner}");
    }

    private InvalidDataException Missing(string what) => new($"{path}: expected {what} of {owner}, but there is none.");
}
