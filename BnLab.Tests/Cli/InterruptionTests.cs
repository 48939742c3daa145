namespace BnLab.Tests.Cli;

/// <summary>Ctrl-C on a real process.</summary>
public sealed class InterruptionTests : FolderTests
{
    [Theory]
    [InlineData("1", "2000", "interrupted; --resume goes on from ", new[] { "train.batchnorm.checkpoint" })]
    [InlineData("1", "40", "interrupted; 1 of 2 trainings are in ", new[] { "train.baseline.checkpoint", "train.journal" })]
    public async Task Ctrl_C_keeps_what_was_finished(string workers, string epochs, string message, string[] files)
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        string lastLineBefore = epochs == "40" ? "Solver without batch norm:" : "Solver with batch norm:";
        using var process = BnlabProcess.Start(
            "train", "--batchnorm", "--data", "synthetic", "--out", _folder.Path, "--workers", workers, "--epochs", epochs,
            "--num-train", "2500", "--hidden", "20,20", "--print-every", "1"); // a log longer than a pipe holds: the second net cannot end before it is read
        await BnlabProcess.Until(process.StandardOutput, lastLineBefore);
        await BnlabProcess.Signal(process, "INT");
        string error = await BnlabProcess.End(process);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(files, Names());
    }

    /// <summary>Tens of thousands of layers are made before anything asks whether to go on; a second signal does not wait at all.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("INT", "INT")]
    [InlineData("INT", "TERM")]
    public async Task A_command_that_does_not_hear_is_ended(params string[] signals)
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        using var process = BnlabProcess.Start(
            "train", "--batchnorm", "--data", "synthetic", "--verbose", "--out", _folder.Path, "--hidden", string.Join(',', Enumerable.Repeat("2", 30_000)));
        await BnlabProcess.Until(process.StandardError, "bnlab: checksum: ");
        foreach (string signal in signals) await BnlabProcess.Signal(process, signal);
        string error = await BnlabProcess.End(process).WaitAsync(TimeSpan.FromMinutes(1)); // it would take several
        Assert.Contains("bnlab: interrupted", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
    }

    /// <summary>Nobody reads stderr, and the pipe is full.</summary>
    [ShellTheory(Needs = "command -v mkfifo && command -v timeout")]
    [InlineData("train --data synthetic --epochs 2000 --quiet")]
    public async Task A_command_whose_stderr_is_full_is_ended_too(string command)
    {
        var run = await BnlabProcess.Shell(
            $"mkfifo $OUT/pipe; exec 3<>$OUT/pipe; dd if=/dev/zero bs=4096 count=64 oflag=nonblock of=/dev/fd/3 2>/dev/null; "
            + $"timeout -s KILL 30 '{Environment.ProcessPath}' exec '{typeof(CommandLine).Assembly.Location}' {command} --out $OUT/run 2>&3 & sleep 3; kill -TERM $!; wait $!; echo rc $?",
            _folder.Path);
        Assert.Equal("rc 130", run.Output.TrimEnd());
    }

    /// <summary>From the moment on when the data are read, a command ends by itself and says so: these would all run for minutes.</summary>
    [Theory]
    [InlineData("train --batchnorm --epochs 2000")]
    [InlineData("sweep-init --epochs 500")]
    [InlineData("saturation --epochs 500")]
    [InlineData("inference --epochs 500")]
    [InlineData("placement --epochs 500")]
    [InlineData("whiten --epochs 500")]
    [InlineData("convnet --epochs 500")]
    [InlineData("regularization --epochs 500")]
    public async Task An_interruption_is_heard_at_once(string command)
    {
        using var source = new CancellationTokenSource();
        var told = new List<string>();
        await using var error = new PrefixWriter("run", line =>
        {
            told.Add(line);
            if (line.StartsWith("run: data reading: ", StringComparison.Ordinal)) source.Cancel();
        });
        string[] arguments = [.. command.Split(' '), "--data", "synthetic", "--verbose", "--out", _folder.File("out")];
        Assert.Equal(ExitCode.Interrupted, await Task.Run(() => CommandLine.RunAsync(arguments, TextWriter.Null, error, source.Token)).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains(told, line => line.StartsWith("run: interrupted", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains("   at ", StringComparison.Ordinal));
    }
}
