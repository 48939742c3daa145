using System.Diagnostics;

namespace BnLab.Tests.Cli;

/// <summary>The example of every help is run: as it stands, but for options that make it smaller and its folder another.</summary>
public sealed class ExampleTests : FolderTests
{
    private const string InAProcess = "reproduce"; // it takes minutes: it is started, and interrupted behind its first run

    private const string FromTheNetwork = "data download"; // DownloadCommandTests runs it against a server of its own

    // Each is added where the command has the option and the example leaves it open.
    private static readonly (string Option, string Value)[] Smaller =
    [
        ("--data", "synthetic"), ("--split", "100,20"), ("--num-train", "40"), ("--batch-size", "10"), ("--batch-sizes", "5,10"),
        ("--hidden", "6,6"), ("--epochs", "1"), ("--repeats", "1"), ("--seeds", "2"), ("--points", "2"), ("--filters", "4"), ("--size", "60x40"),
    ];

    // What these are about takes ten layers, or so many iterations.
    private static readonly Dictionary<(string Command, string Option), string> Exceptions = new()
    {
        [("saturation", "--hidden")] = "6,6,6,6,6,6,6,6,6,6",
        [("saturation", "--epochs")] = "13",
        [("train", "--seeds")] = "1",
        [("small-batch", "--hidden")] = "8",
        [("landscape", "--epochs")] = "10",
        [("gamma-beta", "--hidden")] = "6,6,6,6,6,6,6,6,6,6",
    };

    private static readonly string Fixtures = Path.Combine(Repository.Root, "BnLab.Tests", "Exercises", "Fixtures");

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (var (words, example) in CommandTree.Examples.Where(entry => entry.Words is not (InAProcess or FromTheNetwork))) examples.Add(words, example);
            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_does_what_it_says(string command, string example)
    {
        await PrepareAsync(command);
        var run = await CommandLineRun.Of(Arguments(example));
        Assert.True(run.ExitCode is ExitCode.Done or ExitCode.Broken, $"{run.ExitCode}: {run.Error}"); // so small a run need not keep every claim
        Assert.NotEmpty(run.Output + run.Error);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Ctrl-C at random moments, from the start of the process to behind its end. BNLAB_KILLS says how many for each command.</summary>
    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_can_be_interrupted_at_any_moment(string command, string example)
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        await PrepareAsync(command);
        var random = new Random(231);
        var whole = TimeSpan.FromSeconds(1.0);
        for (int i = 0; i < BnlabProcess.Kills; i++)
        {
            var watch = Stopwatch.StartNew();
            using var process = BnlabProcess.Start(Arguments(example));
            var ended = BnlabProcess.End(process);
            await Task.WhenAny(ended, Task.Delay(random.NextDouble() * whole * 1.1));
            if (ended.IsCompleted) whole = watch.Elapsed;
            else await BnlabProcess.Signal(process, i % 2 == 0 ? "INT" : "TERM");
            string error = await ended.WaitAsync(TimeSpan.FromSeconds(10)); // a second, on a machine that does nothing else
            bool isStarted = error.Contains("expected no such folder yet", StringComparison.Ordinal); // the exercise, by the time before
            Assert.True(isStarted || process.ExitCode is ExitCode.Done or ExitCode.Broken or ExitCode.Interrupted or 128 + 15, error); // before .NET is there, the system itself ends it
            Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_example_of_reproduce_starts_and_can_be_interrupted()
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        string example = CommandTree.Examples.Single(entry => entry.Words == InAProcess).Example;
        using var process = BnlabProcess.Start(Arguments(example));
        Assert.StartsWith("ok      forward ", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        await BnlabProcess.Signal(process, "INT");
        Assert.Contains("--resume goes on", await process.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
        await process.WaitForExitAsync();
        Assert.Equal(ExitCode.Interrupted, process.ExitCode);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "forward", "forward.json")));
    }

    /// <summary>The runs that some examples are about.</summary>
    private async Task PrepareAsync(string command)
    {
        string[][] before = command switch
        {
            "plot" or "report" or "rerun" => [["train"]],
            "predict" => [["train", "--batchnorm"]],
            "exercise check" or "exercise hint" or "exercise reset" => [["exercise", "start", "backward-closed-form"]],
            "merge" => [["sweep-init", "--shard", "1/2"], ["sweep-init", "--shard", "2/2"]],
            _ => [],
        };
        foreach (string[] run in before) Assert.Equal(0, (await CommandLineRun.Of(Arguments(string.Join(' ', run)))).ExitCode);
    }

    private string[] Arguments(string example)
    {
        var words = example.Split(' ').ToList();
        var command = CommandLine.Parse(words).CommandResult.Command;
        foreach (var (name, value) in Smaller)
        {
            var option = command.Options.FirstOrDefault(each => each.Name == name);
            if (option is null || words.Contains(name) || (name == "--data" && words.Contains(value)) || option.Aliases.Any(words.Contains)) continue;
            words.AddRange(name, Exceptions.GetValueOrDefault((command.Name, name), value));
        }

        if (command.Options.Any(option => option.Name == "--in")) words.AddRange("--in", _folder.Path);
        if (command.Options.Any(option => option.Name == "--csv")) words.AddRange("--csv", _folder.File("grades.csv"));
        int output = words.IndexOf("--out");
        if (output < 0 && command.Options.All(option => option.Name != GlobalOptions.Out.Name)) return [.. words.Select(Path)]; // it writes nothing there
        if (output < 0) words.AddRange("--out", words[0] == "rerun" ? _folder.File("again") : _folder.Path);
        else words[output + 1] = _folder.Path;
        return [.. words.Select(Path)];

        string Path(string word) => word switch
        {
            "plots" => _folder.Path,
            "handins" => Fixtures,
            "mine.npz" => System.IO.Path.Combine(Fixtures, "right.npz"),
            ['p', 'l', 'o', 't', 's', '/', .. var file] => _folder.File(file),
            _ => word,
        };
    }
}
