namespace BnLab.Tests.Cli;

/// <summary>Two runs at once into one folder, each in a process namespace of its own: both are number 1 there and cannot see each other, as in two containers.</summary>
public sealed class SharedFolderTests : FolderTests
{
    private const string Needs = "unshare -pf --mount-proc true";
    private const string Small = "--data synthetic --num-train 60 --split 60,40 --hidden 8 --epochs 2 --batch-size 20 --size 60x40 --quiet";

    [ShellTheory(Needs = Needs)]
    [InlineData("forward --layer batchnorm --size 60x40", "forward --layer layernorm --size 60x40")]
    [InlineData($"train {Small} --seed 1", $"train {Small} --seed 2")]
    [InlineData($"train {Small}", $"sweep-init --points 2 --seeds 1 {Small}")]
    public async Task The_folder_holds_whole_runs(params string[] commands)
    {
        var alone = new List<string>();
        foreach (string command in commands)
        {
            await CommandLineRun.Of([.. command.Split(' '), "--out", _folder.File($"alone{alone.Count}")]);
            alone.Add(Content($"alone{alone.Count}"));
        }

        for (int pair = 0; pair < BnlabProcess.Kills; pair++)
        {
            string name = $"pair{pair}";
            var runs = await Task.WhenAll(commands.Select(command => BnlabProcess.Shell($"bnlab {command} --out $OUT/{name}", _folder.Path, "unshare", "-pf", "--mount-proc")));
            Assert.Contains(runs, run => run.ExitCode is 0 or 2);
            string[] done = [.. alone.Where((_, i) => runs[i].ExitCode is 0 or 2)];
            string found = Content(name);
            Assert.True(done.Contains(found) || found == string.Join('\n', done), $"{pair}: {runs[0].Error} {runs[1].Error}\n{found}");
            foreach (var refused in runs.Where(run => run.ExitCode is not (0 or 2)))
            {
                Assert.Equal(1, refused.ExitCode);
                Assert.Contains("no other run", Assert.Single(refused.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
            }

            Assert.DoesNotContain(Directory.EnumerateFiles(_folder.File(name)), file => Path.GetFileName(file).StartsWith('.'));
        }
    }

    /// <summary>Each run that is there, in the order of their names, with the sums of its files.</summary>
    private string Content(string name) => string.Join('\n', Directory.EnumerateFiles(_folder.File(name), "*.json").Order(StringComparer.Ordinal).Reverse().Select(path =>
    {
        var manifest = ManifestJson.Read(path);
        return string.Join('\n', manifest.Files.Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).Select(file =>
        {
            string found = Path.Combine(_folder.File(name), file);
            Assert.Equal(found, RecordedFile.Find(found, manifest.ChecksumOf(file)));
            return $"{file} {RecordedFile.Checksum(found)}";
        }));
    }));
}
