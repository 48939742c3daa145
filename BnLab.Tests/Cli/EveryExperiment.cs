namespace BnLab.Tests.Cli;

/// <summary>A small run of every experiment by its command, made once for all tests that ask something of each.</summary>
public sealed class EveryExperiment : IAsyncLifetime, IDisposable
{
    private const string Small = "--data synthetic --num-train 60 --split 100,50 --batch-size 20", TenLayers = "--hidden 20,20,20,20,20,20,20,20,20,20";

    private readonly TemporaryFolder _folder = new();

    internal static IReadOnlyList<string> Commands { get; } =
    [
        "forward", "forward --layer layernorm", "forward --layer spatial-batchnorm", "forward --layer groupnorm", "gradcheck", "backward-speed --repeats 1",
        $"train --batchnorm --layernorm --lr 0.0025 {Small}", $"sweep-init --points 4 --seeds 2 {Small}", $"sweep-lr --points 3 --seeds 2 {Small}",
        "sweep-batch --seeds 2 --batch-sizes 5,10,25 --epochs 2 --data synthetic --num-train 50 --split 100,50",
        $"saturation --epochs 17 {TenLayers} {Small}", $"gamma-beta {TenLayers} {Small}", $"placement --seeds 3 {Small}", $"inference --repeats 1 --seeds 2 {Small}",
        "invariance", "moments --shape 4,3,3,64 --repeats 1", "regression --seeds 2", $"shift {Small}", $"whiten --seeds 1 --shrink 4 {Small}", $"shuffle --seeds 2 {Small}",
        $"depth --layers 1,2 --units 10 --width 20 --seeds 2 {Small}",
        $"convnet --seeds 1 --filters 2 --hidden 10 --epochs 2 {Small}", $"regularization --seeds 2 --hidden 20 --epochs 2 {Small}",
        $"landscape --seeds 2 --hidden 10,10 --epochs 4 {Small}", $"affine-only --seeds 2 --widths 5,10 --layers 2 --epochs 2 {Small}", $"recipes --seeds 2 --hidden 10,10 --epochs 2 {Small}",
        "small-batch --seeds 2 --batch-sizes 2,8 --filters 4 --epochs 1 --data synthetic --num-train 60 --split 100,50",
    ];

    internal Dictionary<string, ExperimentRun> Runs { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        foreach (string command in Commands) Runs.Add(command, await RunAsync(command, workers: 1));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a command into a folder of its own.</summary>
    internal async Task<ExperimentRun> RunAsync(string command, int workers)
    {
        string folder = _folder.File($"{command}, {workers}".Replace(',', ' '));
        string[] words = command.Split(' ');
        bool isStudy = CommandLine.Parse(words).CommandResult.Command.Options.Any(option => option.Name == "--workers");
        var run = await CommandLineRun.Of([.. words, .. isStudy ? ["--workers", $"{workers}"] : Array.Empty<string>(), "--size", "60x40", "--out", folder]);
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.Broken, $"{command}: {run.Error}"); // what so small a run claims need not hold
        return new(folder, run);
    }
}

/// <summary>One of the runs, and where its files are.</summary>
internal sealed record ExperimentRun(string Folder, CommandLineRun Run)
{
    public string[] Files { get; } = [.. Directory.EnumerateFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}

[CollectionDefinition(nameof(EveryExperiment))]
public sealed class EveryExperimentCollectionDefinition : ICollectionFixture<EveryExperiment>;
