using System.Diagnostics;
using System.Text.RegularExpressions;

namespace BnLab.Tests.Cli;

/// <summary>
/// kill -9 at random moments, from the start of the process to behind its end: the same command with <c>--resume</c> ends in
/// the bytes of the undisturbed run. BNLAB_KILLS says how many moments for each command.
/// </summary>
public sealed class KillTests : IDisposable
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("BNLAB_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 3;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("train --batchnorm --data synthetic --num-train 2000 --split 2000,100 --hidden 20 --epochs 8 --workers 2 --checkpoint-every 1 --resume")]
    [InlineData("sweep-init --data synthetic --num-train 500 --split 500,40 --hidden 50,50 --epochs 3 --points 4 --seeds 2 --workers 2 --resume")]
    public async Task A_run_that_is_killed_at_a_random_moment_is_completed_by_the_next(string command)
    {
        string[] arguments = command.Split(' ');
        var watch = Stopwatch.StartNew();
        using (var process = BnlabProcess.Start([.. arguments, "--quiet", "--out", _folder.File("expected")])) await process.WaitForExitAsync();
        var whole = watch.Elapsed;
        var expected = Files("expected");
        Assert.Contains($"{arguments[0]}.json", expected.Keys);

        var random = new Random(231);
        for (int i = 0; i < Kills; i++)
        {
            string name = $"killed{i}";
            using (var process = BnlabProcess.Start([.. arguments, "--quiet", "--out", _folder.File(name)]))
            {
                await Task.Delay(random.NextDouble() * whole * 1.1);
                process.Kill();
                await process.WaitForExitAsync();
            }

            var run = await CommandLineRun.Of([.. arguments, "--quiet", "--out", _folder.File(name)]);
            Assert.True(run.ExitCode is 0 or 2, run.Error); // 2 where so small a run bears out no claim
            var found = Files(name);
            Assert.Equal(expected.Keys, found.Keys);
            Assert.All(expected, file => Assert.True(file.Value == found[file.Key], file.Key));
            Directory.Delete(_folder.File(name), recursive: true);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>All files of a folder; of a manifest all but the duration and the folder.</summary>
    private SortedDictionary<string, string> Files(string folder)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in Directory.EnumerateFileSystemEntries(_folder.File(folder)))
        {
            string content = path.EndsWith(".json", StringComparison.Ordinal)
                ? Regex.Replace(File.ReadAllText(path), "\"seconds\": [0-9.E-]+", "\"seconds\": 0").Replace(_folder.File(folder), "FOLDER", StringComparison.Ordinal)
                : Convert.ToHexString(File.ReadAllBytes(path));
            files.Add(Path.GetFileName(path), content);
        }

        return files;
    }
}
