using System.Text.Json;

namespace BnLab.Tests.Cli;

/// <summary>The commands <c>convnet</c> and <c>regularization</c>, small: files, exit code, bad input.</summary>
public sealed class StudyOnImagesTests : IDisposable
{
    private static readonly string[] Common =
        ["--data", "synthetic", "--split", "100,20", "--num-train", "40", "--batch-size", "20", "--hidden", "6,5", "--epochs", "1"];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("convnet --filters 2 --kernel 3 --seeds 2", "convnet.accuracy.csv convnet.csv convnet.figure.csv convnet.json convnet.loss.csv convnet.png convnet.svg", 3)]
    [InlineData(
        "regularization --seeds 1",
        "regularization.accuracy.csv regularization.csv regularization.figure.csv regularization.gains.csv regularization.json regularization.png regularization.svg", 3)]
    public async Task It_writes_its_files_and_its_exit_code_is_that_of_its_verdicts(string command, string files, int verdicts)
    {
        var run = await CommandLineRun.Of([.. command.Split(' '), .. Common, "--out", _folder.Path]);
        Assert.Equal(files, string.Join(' ', Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File($"{command.Split(' ')[0]}.json")));
        var passed = manifest.RootElement.GetProperty("verdicts").EnumerateArray().Select(verdict => verdict.GetProperty("passed").GetBoolean()).ToList();
        Assert.Equal(verdicts, passed.Count);
        Assert.Equal(passed.TrueForAll(each => each) ? 0 : 2, run.ExitCode);
        string[] lines = run.Output.Split('\n');
        Assert.Equal(passed.Count(each => !each), lines.Count(line => line.StartsWith("FAILED", StringComparison.Ordinal)));
        Assert.All(lines.Where(line => !line.StartsWith("FAILED", StringComparison.Ordinal) && !line.StartsWith("ok", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 100));
    }

    [Theory]
    [InlineData("convnet --kernel 4", "bnlab: --kernel 4: expected an odd number of 1 or more.")]
    [InlineData("convnet --filters 0", "bnlab: --filters 0: expected 1 or more.")]
    [InlineData("convnet --seeds x", "bnlab: --seeds x: expected a whole number of at most 2147483647. 'bnlab convnet --help' lists what there is.")]
    [InlineData("regularization --keep 1", "bnlab: --keep 1: expected a number above 0 and below 1: what dropout keeps in the nets that have it.")]
    [InlineData("regularization --reg 0", "bnlab: --reg 0: expected a number above 0: the penalty of the nets that have one.")]
    [InlineData("regularization --shift 32", "bnlab: --shift 32: expected at most 31 pixels on images of 3 × 32 × 32.")]
    public async Task Bad_input_is_told_in_one_line(string arguments, string message)
    {
        string output = _folder.File("out");
        var run = await CommandLineRun.Of([.. arguments.Split(' '), "--data", "synthetic", "--out", output]);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(output));
    }

    public void Dispose() => _folder.Dispose();
}
