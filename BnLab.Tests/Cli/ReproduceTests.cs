namespace BnLab.Tests.Cli;

/// <summary>What <c>reproduce</c> says of its runs; that it runs them is tried by its example.</summary>
public sealed class ReproduceTests
{
    [Fact]
    public async Task A_message_of_a_run_names_the_run()
    {
        var told = new List<string>();
        await using (var lines = new PrefixWriter("gamma-beta", told.Add))
        {
            Terminal.Tell(lines, "FAILED  It flies: 0 m (limit 1 m)");
            await lines.WriteAsync("no line yet");
            Assert.Single(told);
        }

        Assert.Equal(["gamma-beta: FAILED  It flies: 0 m (limit 1 m)", "gamma-beta: no line yet"], told);
    }

    [Fact]
    public void The_claims_of_all_runs_are_counted_and_runs_that_failed_are_named()
    {
        Verdict held = new("It falls", "1 m", "1 m", true), failed = new("It flies", "0 m", "1 m", false);
        Assert.Equal(
            new("Every claim of every run holds", "3 of 5; not all in shift, whiten", "all", false) { IsCollected = true },
            ReproduceCommand.Collected([("forward", [held]), ("shift", [held, failed]), ("train", []), ("whiten", [failed, held])]));
        Assert.Equal(
            new("Every claim of every run holds", "2 of 2", "all", true) { IsCollected = true },
            ReproduceCommand.Collected([("forward", [held]), ("shift", [held])]));
    }

    /// <summary>Between two runs nothing listens to the signal but <c>reproduce</c> itself: it has to pass it on.</summary>
    [Fact]
    public async Task A_run_that_begins_when_Ctrl_C_has_been_pressed_ends_at_once()
    {
        using var folder = new TemporaryFolder();
        using var pressed = new CancellationTokenSource();
        await using var error = new PrefixWriter("error", line =>
        {
            if (line.Contains(": gradcheck --mutate", StringComparison.Ordinal)) pressed.Cancel();
        });
        await using var output = new StringWriter();
        int exitCode = await CommandLine.RunAsync(["reproduce", "--data", "synthetic", "--out", folder.Path], output, error, pressed.Token);
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains("ok      gradcheck ", output.ToString(), StringComparison.Ordinal);
        string manifest = folder.File("gradcheck-mutate/gradcheck.json");
        Assert.False(File.Exists(manifest) && ManifestJson.Read(manifest).Complete);
    }
}
