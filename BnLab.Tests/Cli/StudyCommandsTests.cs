namespace BnLab.Tests.Cli;

/// <summary>What single experiments print; what holds for all of them is in EveryExperimentTests.</summary>
public sealed class StudyCommandsTests : FolderTests
{
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
        Assert.Contains("ok  Both layouts give the same 2 means and variances", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gradients_are_printed_as_a_table_of_11_columns()
    {
        var run = await Saturation("--hidden 5,5,5,5,5,5,5,5,5,5");
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("Spectral norms of the weights' gradients, baseline, seed 231:", lines[0]);
        Assert.Matches(@"^iteration( +W\d+){11}$", lines[1]);
        Assert.All(lines[2..7].Index(), line => Assert.Matches($@"^ +{10 * (line.Index + 1)}( +\d\.\de[-+]\d\d){{11}}$", line.Item));
        Assert.Equal("Spectral norms of the weights' gradients, batchnorm, seed 231:", lines[8]);
        Assert.Equal(2, lines.Count(line => line.Contains(" batch normalization the ", StringComparison.Ordinal)));
    }

    private Task<CommandLineRun> Saturation(string options)
    {
        MnistFiles.Write(_folder.File("digits"), 300);
        return Run(["saturation", "--seeds", "2", "--epochs", "5", "--num-train", "200", "--batch-size", "20", "--data", _folder.File("digits"), .. options.Split(' ')]);
    }

    private Task<CommandLineRun> Run(params string[] arguments) => CommandLineRun.Of([.. arguments, "--out", _folder.Path]);
}
