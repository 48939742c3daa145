using System.CommandLine;
using BnLab.Experiments;
using BnLab.Runs;

namespace BnLab.Cli;

/// <summary>What journals and checkpoints of a run belong to.</summary>
internal static class RunHeader
{
    // Options that change no digit: they may differ between a run and the one that goes on with what it left. The data set
    // is known by its checksum, wherever it lies.
    private static readonly HashSet<string> ChangeNothing =
    [
        "out", "quiet", "json", "verbose", "workers", "resume", "shard", "data", "checkpoint-every",
        .. DrawingOptions.All.Select(option => option.Name[2..]),
    ];

    /// <summary>The header of a run.</summary>
    public static RunKey Of(ParseResult parse, string experiment, DataSetIdentity? data, int trainings, int streams, Shard shard) => new(
        experiment, Machine.Build, [.. OptionText.Effective(parse).Where(option => !ChangeNothing.Contains(option.Key))],
        data, trainings, streams, shard.Number, shard.Count);
}
