namespace BnLab.Output;

/// <summary>Reads <see cref="FigureCsv"/>. The rows of a panel or series need not be next to each other.</summary>
internal static class FigureCsvReader
{
    /// <summary>The kinds of series, which are also the kinds of their points' rows.</summary>
    private static readonly string[] Kinds = ["line", "band", "bar", "rule", "image"];

    /// <summary>The memory that it takes is bounded by the length of the file.</summary>
    public static Figure Read(string path, Stream source)
    {
        List<CsvRecord> records = [.. CsvTable.Read(path, source)];
        if (records.Count > 0) foreach (string column in FigureCsv.Columns) _ = records[0][column]; // a missing column is reported at once
        string[] all = ["figure", "row", "panel", "series", .. Kinds];
        if (records.Find(record => !all.Contains(record["kind"], StringComparer.Ordinal)) is { } unknown) throw unknown.Wrong("kind", AnyOf(all));

        FigureCsvSettings figure = new(path, "the figure", records.Where(record => record["kind"] == "figure"));
        var rows = Numbered(records.Where(record => record["kind"] != "figure"), "row").Select((row, r) =>
            Numbered(row.Where(record => record["kind"] != "row"), "column").Select((panel, c) => ToPanel(path, $"panel {c + 1} of row {r + 1}", panel)).ToArray());
        return new(figure.Text("title"), [.. rows]) { SharesX = figure.Truth("shares_x"), SharesY = figure.Truth("shares_y") };
    }

    public static string AnyOf(string[] words) => $"{string.Join(", ", words[..^1])} or {words[^1]}";

    /// <summary>The records of each part of the figure, by the part's number in a column; the numbers must have no gaps.</summary>
    private static List<List<CsvRecord>> Numbered(IEnumerable<CsvRecord> records, string column)
    {
        List<List<CsvRecord>> parts = [];
        foreach (CsvRecord record in records)
        {
            int number = record.Whole(column);
            if (number < 1 || number > parts.Count + 1) throw record.Wrong(column, $"a number from 1 to {parts.Count + 1}");
            if (number > parts.Count) parts.Add([]);
            parts[number - 1].Add(record);
        }

        return parts;
    }

    private static Panel ToPanel(string path, string name, List<CsvRecord> records)
    {
        FigureCsvSettings panel = new(path, name, records.Where(record => record["kind"] == "panel"));
        var series = Numbered(records.Where(record => record["kind"] != "panel"), "number")
            .Select((rows, i) => ToSeries(path, $"series {i + 1} of {name}", rows)).ToArray();
        return new(panel.Text("title"), ToAxis(panel, "x"), ToAxis(panel, "y"), series);
    }

    private static Axis ToAxis(FigureCsvSettings panel, string name) => new(
        panel.Text($"{name}_label"), panel.Choice($"{name}_scale", "linear", "log") == "log" ? AxisScale.Log : AxisScale.Linear,
        panel.Limit($"{name}_min"), panel.Limit($"{name}_max"))
    {
        IsWhole = panel.Truth($"{name}_whole"),
        Categories = panel.Texts($"{name}_category"),
    };

    private static Series ToSeries(string path, string owner, List<CsvRecord> records)
    {
        FigureCsvSettings settings = new(path, owner, records.Where(record => record["kind"] == "series"));
        List<CsvRecord> points = records.FindAll(record => record["kind"] != "series");
        (string kind, string name, int style) = (settings.Choice("kind", Kinds), settings.Record("kind")["series"], settings.Whole("style"));
        if (points.Find(point => point["kind"] != kind) is { } other) throw other.Wrong("kind", $"{kind}, as the series is");
        return kind switch
        {
            "line" => new LineSeries(name, style, Numbers("x"), Numbers("y"), settings.Truth("line"), settings.Truth("markers"))
            {
                RunningMean = settings.Whole("running_mean"),
            },
            "band" => new BandSeries(name, style, Numbers("x"), Numbers("low"), Numbers("high")),
            "bar" => new BarSeries(name, style, Numbers("low"), Numbers("high"), Numbers("y"), settings.Record("base").Number("text")),
            "rule" => ToRule(name, style, points.Count > 0 ? points : throw settings.Missing("a row of kind rule")),
            _ => new ImageGridSeries(points.ConvertAll(ToImage), settings.Whole("columns")) { Name = name, Style = style },
        };

        double[] Numbers(string column) => [.. points.Select(point => point[column].Length == 0 ? double.NaN : point.Number(column))]; // as pandas writes NaN
    }

    private static RuleSeries ToRule(string name, int style, List<CsvRecord> points)
    {
        if (points.Count > 1) throw points[1].Wrong("kind", "one row for a rule");
        bool isLevel = points[0]["x"].Length == 0;
        if (!isLevel && points[0]["y"].Length > 0) throw points[0].Wrong("y", "x or y alone: a rule is at one of the axes");
        return new(name, style, points[0].Number(isLevel ? "y" : "x"), isLevel);
    }

    private static SmallImage ToImage(CsvRecord record)
    {
        int width = record.Whole("x"), height = record.Whole("y");
        byte[] rgb = new byte[record["pixels"].Length];
        if (!Convert.TryFromBase64String(record["pixels"], rgb, out int length)) throw record.Wrong("pixels", "base64");
        if (width < 0 || height < 0 || length % 3 != 0 || (long)width * height != length / 3) throw record.Wrong("pixels", $"3 · {width} · {height} bytes in base64");
        return new(width, height, rgb[..length], record["text"]);
    }
}

/// <summary>The settings of a figure, a panel or a series: rows with a name and a text.</summary>
internal sealed class FigureCsvSettings(string path, string owner, IEnumerable<CsvRecord> records)
{
    private readonly ILookup<string, CsvRecord> _records = records.ToLookup(record => record["setting"], StringComparer.Ordinal);

    /// <summary>Throws unless the setting has exactly one row.</summary>
    public CsvRecord Record(string setting) => _records[setting].ToArray() switch
    {
        [] => throw Missing($"a row with the setting '{setting}'"),
        [var one] => one,
        [_, var second, ..] => throw second.Wrong("setting", $"one row with the setting '{setting}' of {owner}"),
    };

    public string Text(string setting) => Record(setting)["text"];

    public string[] Texts(string setting) => [.. _records[setting].Select(record => record["text"])];

    public bool Truth(string setting) => Record(setting).Truth("text");

    public int Whole(string setting) => Record(setting).Whole("text");

    public double? Limit(string setting) => Text(setting).Length == 0 ? null : Record(setting).Number("text");

    public string Choice(string setting, params string[] words) =>
        words.Contains(Text(setting), StringComparer.Ordinal) ? Text(setting) : throw Record(setting).Wrong("text", FigureCsvReader.AnyOf(words));

    public InvalidDataException Missing(string what) => new($"{path}: expected {what} of {owner}, but there is none.");
}
