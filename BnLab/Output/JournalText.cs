using System.Globalization;
using System.Text;
using System.Text.Json;
using BnLab.Output.Drawing.Raster;
using BnLab.Results;

namespace BnLab.Output;

/// <summary>
/// The lines of a journal: each is JSON behind a checksum (CRC-32, 8 hexadecimal digits), so that a line that was cut off
/// or changed is known as such. Doubles are strings with all their digits; they may be NaN or infinite.
/// </summary>
internal static class JournalText
{
    private const int Format = 2;
    private const int ChecksumLength = 8;
    private const int Sha256Length = 64; // hexadecimal digits

    public static string Line(JournalHeader header) => Line(json =>
    {
        json.WriteNumber("journal", Format);
        json.WriteString("experiment", header.Experiment);
        json.WriteString("bnlab", header.Version);
        json.WriteStartObject("options");
        foreach (var (name, value) in header.Options) json.WriteString(name, value);
        json.WriteEndObject();
        json.WriteString("data", header.DataSet.Name);
        json.WriteString("source", header.DataSet.Source);
        json.WriteNumber("images", header.DataSet.Images);
        json.WriteString("sha256", header.DataSet.Sha256);
        json.WriteNumber("trainings", header.Trainings);
        json.WriteNumber("streams", header.Streams);
        json.WriteNumber("shard", header.Shard);
        json.WriteNumber("shards", header.Shards);
    });

    public static string Line(TrainingOutcome outcome) => Line(json =>
    {
        json.WriteNumber("training", outcome.Number);
        json.WriteString("net", outcome.Net);
        json.WriteNumber("seed", outcome.Seed);
        json.WriteString("first_loss", RoundTrip.Text(outcome.FirstLoss));
        json.WriteString("highest_loss", RoundTrip.Text(outcome.HighestLoss));
        json.WriteString("final_train_loss", RoundTrip.Text(outcome.FinalTrainLoss));
        if (outcome.FirstNotFinite is { } iteration) json.WriteNumber("first_not_finite", iteration);
        json.WriteStartArray("epochs");
        foreach (var epoch in outcome.Epochs)
        {
            json.WriteStartArray();
            json.WriteNumberValue(epoch.Epoch);
            json.WriteStringValue(RoundTrip.Text(epoch.Train));
            json.WriteStringValue(RoundTrip.Text(epoch.Validation));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    /// <summary>A header, or null if the line holds none.</summary>
    public static JournalHeader? Header(string line) => HeaderAsWritten(line) is { } header && IsPossible(header) ? header : null;

    private static bool IsPossible(JournalHeader header) =>
        header.Trainings > 0 && header.Streams > 0 && header.Trainings % header.Streams == 0 && header.Shard > 0 && header.Shard <= header.Shards && header.DataSet.Sha256.Length == Sha256Length
        && header.Options.DistinctBy(option => option.Key, StringComparer.Ordinal).Count() == header.Options.Count;

    private static JournalHeader? HeaderAsWritten(string line) => Parse(line, json => json.GetProperty("journal").GetInt32() != Format ? null : new JournalHeader(
        Text(json, "experiment"), Text(json, "bnlab"),
        [.. json.GetProperty("options").EnumerateObject().Select(option => KeyValuePair.Create(option.Name, option.Value.GetString() ?? ""))],
        new(Text(json, "data"), Text(json, "source"), json.GetProperty("images").GetInt32(), Text(json, "sha256")),
        json.GetProperty("trainings").GetInt32(), json.GetProperty("streams").GetInt32(), json.GetProperty("shard").GetInt32(), json.GetProperty("shards").GetInt32()));

    /// <summary>An outcome, or null if the line holds none.</summary>
    public static TrainingOutcome? Outcome(string line) => Parse(line, json => new TrainingOutcome(
        json.GetProperty("training").GetInt32(), Text(json, "net"), json.GetProperty("seed").GetUInt32(),
        Number(json.GetProperty("first_loss")), Number(json.GetProperty("highest_loss")), Number(json.GetProperty("final_train_loss")),
        json.TryGetProperty("first_not_finite", out var iteration) ? iteration.GetInt32() : null,
        [.. json.GetProperty("epochs").EnumerateArray().Select(e => new EpochAccuracy(e[0].GetInt32(), Number(e[1]), Number(e[2])))]));

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return $"{Checksum(buffer.ToArray())} {Encoding.UTF8.GetString(buffer.ToArray())}";
    }

    private static TValue? Parse<TValue>(string line, Func<JsonElement, TValue?> read)
        where TValue : class
    {
        if (line.Length <= ChecksumLength || line[..ChecksumLength] != Checksum(Encoding.UTF8.GetBytes(line[(ChecksumLength + 1)..]))) return null;
        try
        {
            using var document = JsonDocument.Parse(line[(ChecksumLength + 1)..]);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return null; // whole, but not what is expected here
        }
    }

    private static string Checksum(byte[] text) => Crc32.Of(text, []).ToString("x8", CultureInfo.InvariantCulture);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException(name);

    private static double Number(JsonElement json) => double.Parse(json.GetString() ?? throw new FormatException("null"), CultureInfo.InvariantCulture);
}
