using System.Text.Json.Serialization;

namespace BnLab.Results;

/// <summary>What a run was: enough to repeat it, and to see why a repetition differs.</summary>
/// <param name="CommandLine">The arguments as they were given, those of a configuration file spelled out.</param>
/// <param name="Options">All options with the values that they had, defaults included, as the command line takes them.</param>
/// <param name="DataSet">What was trained on; null where the experiment needs no data.</param>
/// <param name="Seconds">How long the experiment took, reading data and writing files left out; null if several runs made it.</param>
/// <param name="Files">The names of the other files that the run wrote.</param>
internal sealed record RunManifest(
    string Experiment,
    IReadOnlyList<string> CommandLine,
    IReadOnlyList<KeyValuePair<string, string>> Options,
    DataSetIdentity? DataSet,
    MachineIdentity Machine,
    double? Seconds,
    bool Complete,
    IReadOnlyList<string> Files)
{
    public IReadOnlyList<Check> Checks { get; set; } = []; // not init: the parser would leave null where it is missing

    public IReadOnlyList<Claim> Claims { get; set; } = [];

    /// <summary>The SHA-256 sums of the files, by their names.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Checksums { get; set; } = [];

    /// <summary>The sum that is recorded for a file; null if none is.</summary>
    public string? ChecksumOf(string name) => Checksums.FirstOrDefault(file => file.Key == name).Value;
}

/// <param name="Sha256">Of all records in order.</param>
internal sealed record DataSetIdentity(string Name, string Source, int Images, string Sha256);

/// <summary>The program and the machine of a run.</summary>
/// <param name="Processor">Model and architecture.</param>
/// <param name="VectorBits">Width of the vector registers that the kernels use.</param>
internal sealed record MachineIdentity(
    [property: JsonPropertyName("bnlab")] string Version, [property: JsonPropertyName("dotnet")] string Runtime,
    string System, string Processor, int Cores, int VectorBits)
{
    /// <summary>Whether both draw the same pixels: the drawing library depends on the operating system and the processor's architecture.</summary>
    public bool DrawsLike(MachineIdentity other) => System == other.System && Architecture(Processor) == Architecture(other.Processor);

    private static string Architecture(string processor) => processor[(processor.LastIndexOf('(') + 1)..]; // Model (Architecture)
}
