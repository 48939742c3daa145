using System.Text.Json;
using System.Text.Json.Serialization;

namespace BnLab.Runs;

/// <summary>The lines of a journal: JSON, doubles with all their digits, which may be NaN or infinite.</summary>
internal static class JournalText
{
    private const int Format = 3;
    private const int Sha256Length = 64; // hexadecimal digits

    public static string Line(RunKey header) => JsonSerializer.Serialize(new(Format, header), JournalJson.Default.JournalBeginning);

    public static string Line(TrainingOutcome outcome) => JsonSerializer.Serialize(outcome, JournalJson.Default.TrainingOutcome);

    /// <summary>A header, or null if the line holds none that is possible.</summary>
    public static RunKey? Header(string line) => Read(line, json => JsonSerializer.Deserialize(json, JournalJson.Default.JournalBeginning)) is { Journal: Format, Header: var header } && IsPossible(header) ? header : null;

    /// <summary>An outcome, or null if the line holds none.</summary>
    public static TrainingOutcome? Outcome(string line) => Read(line, json => JsonSerializer.Deserialize(json, JournalJson.Default.TrainingOutcome));

    private static bool IsPossible(RunKey header) =>
        header.Trainings > 0 && header.Streams > 0 && header.Trainings % header.Streams == 0 && header.Shard > 0 && header.Shard <= header.Shards && header.DataSet.Sha256.Length == Sha256Length
        && header.Options.DistinctBy(option => option.Key, StringComparer.Ordinal).Count() == header.Options.Count;

    private static T? Read<T>(string line, Func<string, T?> read)
        where T : class
    {
        try
        {
            return read(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The first line of a journal.</summary>
/// <param name="Journal">Which format the lines have.</param>
/// <param name="Header">What the journal belongs to.</param>
internal sealed record JournalBeginning(int Journal, RunKey Header);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalBeginning))]
[JsonSerializable(typeof(TrainingOutcome))]
internal sealed partial class JournalJson : JsonSerializerContext;
