namespace BnLab.Output;

/// <summary>The settings of a figure, a panel or a series, as rows of <see cref="FigureCsv"/> give them.</summary>
internal sealed class FigureCsvSettings(string path, string owner)
{
    private readonly Dictionary<string, List<CsvRecord>> _records = new(StringComparer.Ordinal);

    public void Add(CsvRecord record)
    {
        string setting = record["setting"];
        if (!_records.TryGetValue(setting, out var records)) _records.Add(setting, records = []);
        records.Add(record);
    }

    public string Text(string setting) => Record(setting)["text"];

    public bool Truth(string setting) => Record(setting).Truth("text");

    public int Whole(string setting) => Record(setting).Whole("text");

    public double Number(string setting) => Record(setting).Number("text");

    public double? NumberOrNull(string setting) => Text(setting).Length == 0 ? null : Number(setting);

    /// <summary>Which of some words a setting has.</summary>
    public int Choice(string setting, params string[] words)
    {
        int index = Array.IndexOf(words, Text(setting));
        return index >= 0 ? index : throw Record(setting).Wrong("text", string.Join(" or ", words));
    }

    /// <summary>The values of a setting that may be there any number of times, in order.</summary>
    public IReadOnlyList<string> All(string setting) => _records.TryGetValue(setting, out var records) ? records.ConvertAll(record => record["text"]) : [];

    /// <summary>What to throw where something is not in the file at all.</summary>
    public InvalidDataException Missing(string what) => new($"{path}: expected {what} of {owner}, but there is none.");

    private CsvRecord Record(string setting)
    {
        if (!_records.TryGetValue(setting, out var records)) throw Missing($"a row with the setting '{setting}'");
        return records.Count == 1 ? records[0] : throw records[1].Wrong("setting", $"one row with the setting '{setting}' of {owner}");
    }
}
