using Xunit.Abstractions;

namespace BnLab.Tests.Cli;

/// <summary>
/// A disk that fails, or a kill -9, at the system calls by which a command gets its files into a folder: afterwards whoever reads the
/// folder finds all that was there before, or all that the command makes; and the same command again makes it. strace makes the
/// faults, so they come where it is installed. BNLAB_KILLS says how many calls of each kind; 1000 are all.
/// </summary>
public sealed class PublishingFaultTests(ITestOutputHelper table) : FolderTests
{
    private const string Needs = "strace -qq -e trace=none true";
    private const string Small = "--data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20 --size 60x40 --quiet --out $OUT/run";

    private static readonly (string Call, string Fault)[] Faults =
    [
        ("rename", "error=EIO"), ("rename", "error=ENOSPC"), ("rename", "signal=KILL"),
        ("fsync", "error=EIO"), ("fsync", "error=ENOSPC"), ("fsync", "signal=KILL"),
        ("pwrite64", "error=EIO"), ("pwrite64", "error=ENOSPC"), ("pwrite64", "signal=KILL"),
    ];

    private readonly byte[] _archive = Archives.Good(records: 40);

    [ShellTheory(Needs = Needs)]
    [InlineData($"train --checkpoint-every 1 {Small} --seed 2", $"train {Small} --seed 1")]
    [InlineData($"sweep-init --points 2 --seeds 1 {Small} --seed 2", $"sweep-init --points 2 --seeds 1 {Small} --seed 1")]
    [InlineData("report $OUT/run", $"train {Small}", "report $OUT/run", "forward --quiet --out $OUT/run")]
    [InlineData("plot $OUT/run/train.png --quiet --size 80x40 --out $OUT/run", $"train {Small}", "plot $OUT/run/train.png --size 60x40 --out $OUT/run")]
    public Task A_reader_finds_the_old_or_the_new(string command, params string[] before) => Try(command, before);

    [ShellTheory(Needs = Needs)]
    [InlineData("data download cifar10 --quiet --to $OUT/run")]
    public async Task So_it_is_with_a_download(string command)
    {
        using var server = LocalServer.Of(_archive);
        await Try($"{command} --url {server.Address}x.tar.gz --sha256 {Archives.Sha256(_archive)}", []);
    }

    /// <summary>One line of the journal cannot be written, those of the other worker can: all that were are read again.</summary>
    [ShellTheory(Needs = Needs)]
    [InlineData("sweep-batch --data synthetic --num-train 60 --split 60,40 --hidden 300,300,300,300 --epochs 10 --batch-sizes 60,1,59,58,57,56,55 --seeds 1 --size 60x40 --quiet --workers 2 --out $OUT/run")]
    public async Task A_journal_that_lacks_a_line_goes_on(string command)
    {
        var run = await Traced(command, "-P $OUT/run/sweep-batch.journal -e trace=pwrite64 -e inject=pwrite64:error=ENOSPC:when=8");
        Assert.Contains("with --resume the run goes on from what is in it", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        await Run($"{command} --resume");
    }

    private async Task Try(string command, string[] before)
    {
        Directory.CreateDirectory(_folder.File("run"));
        foreach (string each in before) await Run(each);
        Copy("run", "before");
        string old = Content();
        await Run(command);
        string whole = Content();
        Assert.NotEqual(old, whole);
        var calls = await Calls(command);
        foreach (var (call, fault) in Faults.Where(each => calls.ContainsKey(each.Call)))
        {
            int hits = 0, kept = 0;
            foreach (int n in Numbers(calls[call]))
            {
                Copy("before", "run");
                var run = await Traced(command, $"-e trace={call} -e inject={call}:{fault}:when={n}");
                if (!File.ReadAllText(_folder.File("trace")).Contains(fault == "signal=KILL" ? "SIGKILL" : "INJECTED", StringComparison.Ordinal)) continue; // its threads shared the calls otherwise
                hits++;
                string found = Content();
                Assert.True(found == old || found == whole, $"{call} {n} {fault}: {run.Error} {found}");
                if (found == old) kept++;
                if (fault != "signal=KILL") AssertLine(run);
                if (command.Contains(Small, StringComparison.Ordinal)) await Run($"{command} --resume");
                else await Run(command);
                Assert.Equal(whole, Content());
            }

            table.WriteLine($"{command.Split(' ')[0],-10} {call,-8} {fault,-12} {hits,3} faults: {kept} old, {hits - kept} new");
        }

        Assert.NotEmpty(calls);
    }

    private static void AssertLine(CommandLineRun run)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("bnlab: ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>How often a thread makes each call.</summary>
    private async Task<Dictionary<string, int>> Calls(string command)
    {
        Copy("before", "run");
        await Traced(command, $"-e trace={string.Join(',', Faults.Select(each => each.Call).Distinct())}");
        return (from line in File.ReadLines(_folder.File("trace"))
                let words = line.Split([' ', '('], StringSplitOptions.RemoveEmptyEntries)
                where Faults.Any(each => each.Call == words[1])
                group words[0] by words[1] into call
                select (call.Key, Most: call.CountBy(thread => thread).Max(thread => thread.Value))).ToDictionary(each => each.Key, each => each.Most);
    }

    /// <summary>As many of the calls as BNLAB_KILLS says, from the first to the last.</summary>
    private static IEnumerable<int> Numbers(int count)
    {
        int tried = int.Min(count, BnlabProcess.Kills);
        return Enumerable.Range(1, tried).Select(i => 1 + ((2 * i - 1) * count / (2 * tried)));
    }

    private Task<CommandLineRun> Traced(string command, string options) => BnlabProcess.Shell(
        $"strace -qq -f -o $OUT/trace {options} '{Environment.ProcessPath}' exec '{typeof(CommandLine).Assembly.Location}' {command}", _folder.Path);

    private async Task Run(string command)
    {
        var run = await CommandLineRun.Of(command.Replace("$OUT", _folder.Path, StringComparison.Ordinal).Split(' '));
        Assert.True(run.ExitCode is 0 or 2, run.Error);
    }

    private void Copy(string from, string to)
    {
        if (Directory.Exists(_folder.File(to))) Directory.Delete(_folder.File(to), recursive: true);
        Directory.CreateDirectory(_folder.File(to));
        foreach (string file in Directory.EnumerateFiles(_folder.File(from))) File.Copy(file, Path.Combine(_folder.File(to), Path.GetFileName(file)));
    }

    /// <summary>What a reader finds: the files of runs by their manifests, and what bnlab writes without one.</summary>
    private string Content()
    {
        string run = _folder.File("run"), data = Path.Combine(run, Cifar10.FolderName);
        var files = from name in Directory.EnumerateFiles(run, "*.json")
                    let manifest = ManifestJson.Read(name)
                    from file in manifest.Files
                    let path = Path.Combine(run, file)
                    where !file.EndsWith(".json", StringComparison.Ordinal)
                    select RecordedFile.Find(path, manifest.ChecksumOf(file)) is var found ? (path, found) : default;
        var others = Directory.EnumerateFiles(run).Where(file => Path.GetFileName(file) is "report.html" or "train.plot.png").Select(file => (file, file));
        var sums = files.Concat(others).OrderBy(file => file.Item1, StringComparer.Ordinal).Select(file => $"{file.Item1} {RecordedFile.Checksum(file.Item2)}");
        return string.Join('\n', sums.Append(Directory.Exists(data) ? $"{Cifar10.Read(run).Count} images" : ""));
    }
}
