using System.Diagnostics;

namespace BnLab.Tests.Cli;

/// <summary>
/// kill -9 at random moments, from the start of the process to behind its end: the same command with <c>--resume</c> ends in
/// the bytes of the undisturbed run. BNLAB_KILLS says how many moments for each command.
/// </summary>
public sealed class KillTests : FolderTests
{
    [Theory]
    [InlineData("train --batchnorm --data synthetic --num-train 2000 --split 2000,100 --hidden 20 --epochs 8 --workers 2 --checkpoint-every 1 --size 60x40 --resume")]
    [InlineData("sweep-init --data synthetic --num-train 500 --split 500,40 --hidden 50,50 --epochs 3 --points 4 --seeds 2 --workers 2 --size 60x40 --resume")]
    public async Task A_run_that_is_killed_at_a_random_moment_is_completed_by_the_next(string command)
    {
        string[] arguments = command.Split(' ');
        var watch = Stopwatch.StartNew();
        using (var process = BnlabProcess.Start([.. arguments, "--quiet", "--out", _folder.File("expected")])) await process.WaitForExitAsync();
        var whole = watch.Elapsed;
        var expected = Contents("expected");
        Assert.Contains($"{arguments[0]}.json", expected.Keys);

        var random = new Random(231);
        for (int i = 0; i < BnlabProcess.Kills; i++)
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
            var found = Contents(name);
            Assert.Equal(expected.Keys, found.Keys);
            Assert.All(expected, file => Assert.True(file.Value == found[file.Key], file.Key));
            Directory.Delete(_folder.File(name), recursive: true);
        }
    }
}
