namespace BnLab.Tests.Cli;

/// <summary>The studies on the command line: what they print and write, and what they refuse.</summary>
public sealed class StudyCommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Moments_are_printed_as_NumPy_prints_them()
    {
        var run = await Run("moments", "--shape", "3,4,5,2", "--repeats", "1");
        Assert.Equal(0, run.ExitCode);
        string[] expected =
        [
            "x, of shape (2, 3):", "[[1. 2. 3.]", " [4. 5. 6.]]",
            "Over axis 0, one for each column:", "  means:     [2.5 3.5 4.5]", "  variances: [2.25 2.25 2.25]",
            "Over axis 1, one for each row:", "  means:     [2. 5.]", "  variances: [0.66666667 0.66666667]",
        ];
        Assert.Equal(expected, run.Output.ReplaceLineEndings("\n").Split('\n')[..expected.Length]);
        Assert.Matches(@"NCHW\s+231\s+by channel\s+\(3, 2, 4, 5\)\s+\(0, 2, 3\)\s+2\s+60\s", run.Output);
        Assert.Contains("ok      Both layouts give the same 2 means and variances", run.Output, StringComparison.Ordinal);
        Assert.Equal(["moments.channels.csv", "moments.csv", "moments.figure.csv", "moments.json", "moments.png", "moments.svg"], Files());
    }

    [Fact]
    public async Task Inference_writes_a_table_for_each_question()
    {
        var run = await Run("inference", "--data", "synthetic", "--num-train", "60", "--split", "60,25", "--hidden", "8,8", "--epochs", "1", "--batch-size", "10", "--repeats", "1");
        Assert.InRange(run.ExitCode, 0, 2); // so small a net need not keep every claim
        Assert.NotEqual(1, run.ExitCode);
        Assert.All(run.Output.Split('\n').Where(line => !line.StartsWith("ok", StringComparison.Ordinal) && !line.StartsWith("FAILED", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 100));
        string[] tables = ["batches", "causes", "chain", "folding"], figures = ["inference", "inference.causes", "inference.chain", "inference.momentum"];
        Assert.Equal(
            [.. tables.Select(t => $"inference.{t}.csv").Concat(figures.SelectMany(f => new[] { $"{f}.figure.csv", $"{f}.png", $"{f}.svg" })).Append("inference.json").Order(StringComparer.Ordinal)],
            Files());
        Assert.Equal("statistics,seed,batch,accuracy,changed,difference", (await File.ReadAllLinesAsync(_folder.File("inference.batches.csv")))[0]);
    }

    [Theory]
    [InlineData("inference --hidden none", "bnlab: --hidden none: expected one hidden layer or more: without any there is nothing to normalize.")]
    [InlineData("inference --batch-size 1", "bnlab: --batch-size 1: expected 2 or more: a single image has no variance.")]
    [InlineData("inference --num-train 1", "bnlab: --num-train 1: expected 2 or more: a single image has no variance.")]
    [InlineData("inference --repeats 0", "bnlab: --repeats 0: expected 1 or more. 'bnlab inference --help' lists what there is.")]
    [InlineData("inference --repeats x", "bnlab: --repeats x: expected a whole number of at most 2147483647. 'bnlab inference --help' lists what there is.")]
    [InlineData("moments --shape 3,4,5", "bnlab: --shape 3,4,5: expected four lengths of 1 or more: images, rows, columns and channels, with at most 67108864 values in all. 'bnlab moments --help' lists what there is.")]
    [InlineData("moments --shape 3,4,5,-1", "bnlab: --shape 3,4,5,-1: expected four lengths of 1 or more: images, rows, columns and channels, with at most 67108864 values in all. 'bnlab moments --help' lists what there is.")]
    [InlineData("moments --shape 1000,1000,1000,1000", "bnlab: --shape 1000,1000,1000,1000: expected four lengths of 1 or more: images, rows, columns and channels, with at most 67108864 values in all. 'bnlab moments --help' lists what there is.")]
    [InlineData("moments --shape none", "bnlab: --shape none: expected four lengths of 1 or more: images, rows, columns and channels, with at most 67108864 values in all. 'bnlab moments --help' lists what there is.")]
    public async Task One_line_and_no_file(string arguments, string message)
    {
        var run = await Run(arguments.Split(' '));
        Assert.Equal(message, Assert.Single(run.Error.TrimEnd().Split('\n')).TrimEnd());
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Empty(Files());
    }

    public void Dispose() => _folder.Dispose();

    private string[] Files() => [.. Directory.EnumerateFiles(_folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private Task<CommandLineRun> Run(params string[] arguments) => CommandLineRun.Of([.. arguments, "--out", _folder.Path]);
}
