namespace BnLab.Tests.Cli;

/// <summary>Ctrl-C on a real process.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("1", "2000", "interrupted; --resume goes on from ", new[] { "train.batchnorm.checkpoint" })]
    [InlineData("1", "40", "interrupted; 1 of 2 trainings are in ", new[] { "train.baseline.checkpoint", "train.journal" })]
    public async Task Ctrl_C_keeps_what_was_finished(string workers, string epochs, string message, string[] files)
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        string lastLineBefore = epochs == "40" ? "Solver without batch norm:" : "Solver with batch norm:";
        using var process = BnlabProcess.Start(
            "train", "--batchnorm", "--data", "synthetic", "--out", _folder.Path, "--workers", workers, "--epochs", epochs,
            "--num-train", "2500", "--hidden", "100,100", "--print-every", "1"); // a log longer than a pipe holds: the second net cannot end before it is read
        await BnlabProcess.Until(process.StandardOutput, lastLineBefore);
        await BnlabProcess.Interrupt(process);
        string error = await BnlabProcess.End(process);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(files, Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// From the moment on when the data are read, a command ends by itself and says so: these would all run for minutes. One that does not within ten seconds is
    /// ended without a word: on a machine that is so busy it is tried again.
    /// </summary>
    [Theory]
    [InlineData("train --batchnorm --epochs 2000")]
    [InlineData("sweep-init --epochs 500")]
    [InlineData("saturation --epochs 500")]
    [InlineData("inference --epochs 500")]
    [InlineData("placement --epochs 500")]
    [InlineData("whiten --epochs 500")]
    [InlineData("convnet --epochs 500")]
    [InlineData("regularization --epochs 500")]
    public async Task Ctrl_C_is_heard_at_once(string command)
    {
        if (OperatingSystem.IsWindows()) return; // there is no signal to send there from a test
        string error;
        int tries = 0;
        do
        {
            using var process = BnlabProcess.Start([.. command.Split(' '), "--data", "synthetic", "--verbose", "--out", _folder.File("out")]);
            var output = process.StandardOutput.ReadToEndAsync();
            await BnlabProcess.Until(process.StandardError, "bnlab: data reading: ");
            await BnlabProcess.Interrupt(process);
            error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(130, process.ExitCode);
            Assert.DoesNotContain("   at ", await output + error, StringComparison.Ordinal);
        }
        while (!error.Contains("bnlab: interrupted", StringComparison.Ordinal) && ++tries < 5);

        Assert.Contains("bnlab: interrupted", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
