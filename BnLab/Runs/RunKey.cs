using System.Text.Json.Serialization;

namespace BnLab.Runs;

/// <summary>What journals and checkpoints belong to: trainings can be joined only with those of an equal run.</summary>
/// <param name="Experiment">The command: <c>sweep-init</c>.</param>
/// <param name="Version">Version of bnlab and the commit that it was built from: another build may round otherwise.</param>
/// <param name="Options">All options that change a digit, defaults included, as the command line takes them.</param>
/// <param name="DataSet">What was trained on; equal if its SHA-256 is, in whatever folder; null for a run without one.</param>
/// <param name="Trainings">How many trainings the whole run has.</param>
/// <param name="Streams">How many equally long sequences of random draws the trainings share. To begin inside one, its draws are repeated.</param>
/// <param name="Shard">Which part of the run this is, from 1.</param>
internal sealed record RunKey(
    string Experiment, string Version, IReadOnlyList<KeyValuePair<string, string>> Options,
    DataSetIdentity? DataSet, int Trainings, int Streams, int Shard, int Shards)
{
    private const int Sha256Length = 64; // hexadecimal digits
    private const int LongestShown = 80; // characters: the texts of a header may come from a damaged file

    /// <summary>The first difference from another run; null if both are parts of the same one.</summary>
    public (string This, string Other)? Difference(RunKey other)
    {
        if (Experiment != other.Experiment) return (Shown(Experiment), Shown(other.Experiment));
        if (Version != other.Version) return ($"bnlab {Shown(Version)}", $"bnlab {Shown(other.Version)}");
        var others = other.Options.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in Options)
        {
            string theirs = others.GetValueOrDefault(name, "(none)");
            if (value != theirs) return ($"--{Shown(name)} {Shown(value)}", $"--{Shown(name)} {Shown(theirs)}");
        }

        if (DataSet?.Sha256 != other.DataSet?.Sha256) return (Words(DataSet), Words(other.DataSet));
        return Trainings == other.Trainings ? null : ($"{Trainings} trainings", $"{other.Trainings} trainings");
    }

    /// <summary>Whether there can be such a run: a key may come from a damaged file.</summary>
    public bool IsPossible =>
        Trainings > 0 && Streams > 0 && Trainings % Streams == 0 && Shard > 0 && Shard <= Shards
        && (DataSet is null || DataSet.Sha256.Length == Sha256Length)
        && Options.DistinctBy(option => option.Key, StringComparer.Ordinal).Count() == Options.Count;

    /// <summary>Whether a training belongs to this part of the run.</summary>
    public bool Has(int training) => training >= First(Shard) && training < First(Shard + 1);

    /// <summary>How many trainings belong to this part of the run.</summary>
    public int Count => First(Shard + 1) - First(Shard);

    /// <summary>
    /// The first training of a part. Parts are whole streams where there are enough of them, so that no part repeats the draws
    /// of other parts' trainings; else they are equally many trainings, one after the other.
    /// </summary>
    private int First(int shard)
    {
        int pieces = Streams >= Shards ? Streams : Trainings;
        return (int)((long)(shard - 1) * pieces / Shards) * (Trainings / pieces);
    }

    private static string Words(DataSetIdentity? data) => data is null
        ? "no data set"
        : $"the data set {Shown(data.Name)} with SHA-256 {Shown(data.Sha256.Length > 8 ? data.Sha256[..8] : data.Sha256)}…";

    private static string Shown(string text) => SanitizedText.Of(text, LongestShown);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(TextsConverter)])]
[JsonSerializable(typeof(JournalBeginning))]
[JsonSerializable(typeof(NetHead))]
[JsonSerializable(typeof(CheckpointHead))]
[JsonSerializable(typeof(ParametersHead))]
internal sealed partial class RunsJson : JsonSerializerContext;
