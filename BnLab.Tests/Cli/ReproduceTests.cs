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
            Terminal.Tell(lines, "BROKEN  It flies: 0 m (limit 1 m)");
            await lines.WriteAsync("no line yet");
            Assert.Single(told);
        }

        Assert.Equal(["gamma-beta: BROKEN  It flies: 0 m (limit 1 m)", "gamma-beta: no line yet"], told);
    }

    [Fact]
    public void Checks_and_claims_of_all_runs_are_counted_by_outcome()
    {
        Check ok = new("It falls", "1 m", "1 m", true), broken = new("It flies", "0 m", "1 m", false);
        var empty = ManifestJsonTests.Sample with { Checks = [], Claims = [] };
        Assert.Equal(
            ["checks     2 ok, 1 BROKEN", "claims     1 hold, 0 do not hold, 2 not decided", "published  0 m"],
            ReproduceCommand.Summary(
                [empty with { Checks = [ok, broken] }, empty, empty with { Checks = [ok], Claims = [.. new[] { Outcome.NotDecided, Outcome.Holds, Outcome.NotDecided }.Select(outcome => ReportSamples.Claim(outcome))] }],
                broken));
        Assert.Equal(["checks     0 ok, 0 BROKEN", "claims     0 hold, 0 do not hold, 0 not decided"], ReproduceCommand.Summary([empty], published: null));
    }

    [Theory]
    [InlineData(ExitCode.Done, false, false)]
    [InlineData(ExitCode.Done, false, true, "Holds")]
    [InlineData(ExitCode.Done, false, false, "Holds", "DoesNotHold", "NotDecided")]
    [InlineData(ExitCode.Broken, false, true, "DoesNotHold")]
    [InlineData(ExitCode.Broken, false, true, "Holds", "NotDecided")]
    [InlineData(ExitCode.Broken, true, false)]
    public void Only_a_broken_check_is_an_error_or_with_strict_a_claim_that_does_not_hold(int exitCode, bool isBroken, bool strict, params string[] outcomes) =>
        Assert.Equal(exitCode, ExitCode.Of([new("It falls", "", "", !isBroken)], [.. outcomes.Select(outcome => ReportSamples.Claim(Enum.Parse<Outcome>(outcome)))], strict));

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
