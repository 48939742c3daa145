namespace BnLab.Tests.Cli;

/// <summary>
/// A disk that fails, or a kill -9, at each system call by which a run gets its files into a folder: afterwards whoever reads the
/// folder finds one whole run, the old one or the new one. strace makes the faults, so they come where it is installed.
/// </summary>
public sealed class PublishingFaultTests : FolderTests
{
    private const string Needs = "strace -qq -e trace=none true";
    private const string Small = "train --data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20 --size 60x40 --quiet --checkpoint-every 1";

    [ShellTheory(Needs = Needs)]
    [InlineData("rename", "error=EIO")]
    [InlineData("rename", "signal=KILL")]
    [InlineData("fsync", "error=EIO")]
    [InlineData("fsync", "error=ENOSPC")]
    [InlineData("fsync", "signal=KILL")]
    [InlineData("pwrite64", "error=ENOSPC")]
    [InlineData("pwrite64", "signal=KILL")]
    public async Task A_reader_finds_one_whole_run(string call, string fault)
    {
        await Run("first", "--seed 1");
        await Run("second", "--seed 2");
        string[] whole = [Content("first"), Content("second")];
        int hits = 0;
        bool isReached = true;
        for (int n = 1; isReached; n += Step(n))
        {
            string folder = $"{call}{n}";
            CopyOf("first", folder);
            var run = await BnlabProcess.Shell(
                $"strace -qq -f -o $OUT/trace -e trace={call} -e inject={call}:{fault}:when={n} '{Environment.ProcessPath}' exec '{typeof(CommandLine).Assembly.Location}' {Small} --seed 2 --out $OUT/{folder}",
                _folder.Path);
            isReached = File.ReadAllText(_folder.File("trace")).Contains("INJECTED", StringComparison.Ordinal) || run.ExitCode is not (0 or 2);
            if (!isReached) break;
            hits++;
            Assert.Contains(Content(folder), whole);
            if (fault != "signal=KILL")
            {
                Assert.Equal(1, run.ExitCode);
                Assert.StartsWith("bnlab: ", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
            }
        }

        Assert.InRange(hits, 3, 100);
    }

    /// <summary>BNLAB_KILLS says it more exactly: every call, not some of them.</summary>
    private static int Step(int n) => BnlabProcess.Kills > 2 ? 1 : 1 + (n / 4);

    private Task<CommandLineRun> Run(string name, string options) => CommandLineRun.Of([.. $"{Small} {options} --out".Split(' '), _folder.File(name)]);

    private void CopyOf(string name, string copy)
    {
        Directory.CreateDirectory(_folder.File(copy));
        foreach (string file in Directory.EnumerateFiles(_folder.File(name))) File.Copy(file, Path.Combine(_folder.File(copy), Path.GetFileName(file)));
    }

    /// <summary>The sums of all files of the run that a reader finds.</summary>
    private string Content(string name)
    {
        var manifest = ManifestJson.Read(Path.Combine(_folder.File(name), "train.json"));
        return string.Join('\n', manifest.Files.Select(file =>
            $"{file} {RecordedFile.Checksum(RecordedFile.Find(Path.Combine(_folder.File(name), file), manifest.ChecksumOf(file)))}"));
    }
}
