namespace BnLab.Results;

/// <summary>What a journal of a sweep belongs to: its trainings can be joined only with those of an equal one.</summary>
/// <param name="Experiment">The sweep: <c>sweep-init</c>.</param>
/// <param name="Version">Version of bnlab: another one may round otherwise.</param>
/// <param name="Options">All options that change a digit, defaults included, as the command line takes them.</param>
/// <param name="DataSet">What was trained on; equal if its SHA-256 is, wherever it lies.</param>
/// <param name="Trainings">How many trainings the whole sweep has.</param>
/// <param name="Shard">Which part of the sweep this is, from 1.</param>
/// <param name="Shards">How many parts there are.</param>
public sealed record JournalHeader(
    string Experiment, string Version, IReadOnlyList<KeyValuePair<string, string>> Options,
    DataSetIdentity DataSet, int Trainings, int Shard, int Shards)
{
    /// <summary>What sets the sweep of another header apart from this one; null if both are parts of the same sweep.</summary>
    /// <param name="other">Another header.</param>
    /// <returns>Two short phrases: what this one has, and what the other.</returns>
    public (string This, string Other)? Difference(JournalHeader other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (Experiment != other.Experiment) return (Experiment, other.Experiment);
        if (Version != other.Version) return ($"bnlab {Version}", $"bnlab {other.Version}");
        var others = other.Options.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in Options)
        {
            string theirs = others.GetValueOrDefault(name, "(none)");
            if (value != theirs) return ($"--{name} {value}", $"--{name} {theirs}");
        }

        if (DataSet.Sha256 != other.DataSet.Sha256) return (Words(DataSet), Words(other.DataSet));
        return Trainings == other.Trainings ? null : ($"{Trainings} trainings", $"{other.Trainings} trainings");
    }

    /// <summary>Whether a training belongs to this part of the sweep.</summary>
    /// <param name="training">Its number.</param>
    public bool Has(int training) => training % Shards == Shard - 1;

    /// <summary>How many trainings belong to this part of the sweep.</summary>
    public int Count => Enumerable.Range(0, Trainings).Count(Has);

    private static string Words(DataSetIdentity data) => $"the data set {data.Name} with SHA-256 {(data.Sha256.Length > 8 ? data.Sha256[..8] : data.Sha256)}…";
}
