using BnLab.Tests.Data;

namespace BnLab.Tests.Cli;

/// <summary>saturation, gamma-beta and placement from the command line.</summary>
public sealed class DepthStudiesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DepthStudiesTests() => MnistFiles.Write(_folder.File("digits"), 300);

    [Theory]
    [InlineData("saturation --epochs 5", "saturation.accuracy.csv saturation.csv saturation.figure.csv saturation.gradients.csv saturation.json saturation.loss.csv saturation.png saturation.svg")]
    [InlineData("gamma-beta --seeds 2 --epochs 2", "gamma-beta.accuracy.csv gamma-beta.csv gamma-beta.figure.csv gamma-beta.json gamma-beta.layers.csv gamma-beta.png gamma-beta.relu.csv gamma-beta.sigmoid.csv gamma-beta.svg gamma-beta.units.csv")]
    [InlineData("placement --seeds 2 --epochs 2", "placement.accuracy.csv placement.csv placement.differences.csv placement.figure.csv placement.json placement.loss.csv placement.png placement.svg")]
    public async Task Files_are_the_same_bytes_whatever_the_workers(string command, string files)
    {
        await Run("out1", command, "--workers", "1");
        await Run("out2", command, "--workers", "3");
        Assert.Equal(files.Split(' '), Directory.EnumerateFiles(_folder.File("out1")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files.Split(' ').Where(file => !file.EndsWith(".json", StringComparison.Ordinal)), file => Assert.Equal(
            File.ReadAllBytes(Path.Combine(_folder.File("out1"), file)), File.ReadAllBytes(Path.Combine(_folder.File("out2"), file))));
    }

    [Theory]
    [InlineData("saturation --epochs 5 --hidden 5,5,5,5,5,5,5,5,5,5")]
    [InlineData("gamma-beta --seeds 2 --epochs 2 --hidden 5,5,5,5,5,5,5,5,5,5")]
    [InlineData("placement --seeds 2 --epochs 2")]
    public async Task What_is_printed_fits_100_columns(string command)
    {
        var run = await Run("out", command);
        var tables = run.Output.Split('\n').Where(line => !line.StartsWith("ok ", StringComparison.Ordinal) && !line.StartsWith("FAILED", StringComparison.Ordinal));
        Assert.All(tables, line => Assert.InRange(line.TrimEnd().Length, 0, 100));
    }

    [Fact]
    public async Task Gradients_are_printed_as_a_table_of_11_columns()
    {
        var run = await Run("out", "saturation --epochs 5 --hidden 5,5,5,5,5,5,5,5,5,5");
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("Frobenius norms of the weights' gradients, baseline, learning rate 1:", lines[0]);
        Assert.Matches(@"^iteration( +W\d+){11}$", lines[1]);
        Assert.All(lines[2..7].Index(), line => Assert.Matches($@"^ +{10 * (line.Index + 1)}( +\d\.\de[-+]\d\d){{11}}$", line.Item));
        Assert.Equal("Frobenius norms of the weights' gradients, batchnorm, learning rate 1:", lines[8]);
        Assert.Equal(2, lines.Count(line => line.Contains(" batch normalization the ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("--lr 0.01 --hidden 6,6", 2)] // in so few layers nothing vanishes
    [InlineData("--lr 0.01 --gain 1 --hidden 20,20,20,20,20,20,20,20,20,20", 0)]
    public async Task A_claim_that_does_not_hold_is_told_and_gives_2(string options, int exitCode)
    {
        var run = await Run("out", $"saturation --epochs 5 {options}");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(exitCode == 2, run.Output.Contains("FAILED  Without batch normalization", StringComparison.Ordinal));
        Assert.Contains("ok      With batch normalization", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_MNIST_auto_says_that_it_uses_synthetic_images()
    {
        if (DataSetInfo.Mnist.Find() is not null) return; // then there is nothing to say
        Assert.Contains("no MNIST in ", DataSets.Open(DataSets.Auto, DataSetInfo.Mnist).Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("saturation --gain 0", "--gain 0: expected a finite number above 0.")]
    [InlineData("saturation --epochs 4", "--epochs 4: expected more: gradients are recorded up to iteration 50, and these are only 40.")]
    [InlineData("saturation --hidden none", "--hidden none: expected one hidden layer or more.")]
    [InlineData("saturation --weight-scale 1", "--weight-scale: unknown option of 'bnlab saturation'. 'bnlab saturation --help' lists what there is.")]
    [InlineData("gamma-beta --seeds 1", "--seeds 1: expected 2 to 10000.")]
    [InlineData("gamma-beta --seed 4294967295", "--seed 4294967295: expected at most 4294967291 with 5 seeds.")]
    [InlineData("gamma-beta --hidden none", "--hidden none: expected one hidden layer or more.")]
    [InlineData("placement --seeds 10001", "--seeds 10001: expected 2 to 10000.")]
    [InlineData("placement --gain -1", "--gain -1: expected a finite number above 0.")]
    [InlineData("placement --num-train 271", "--num-train 271: expected at most 270, the training split of the 300 images in ")]
    public async Task Bad_options_are_refused(string command, string message)
    {
        var run = await Run("out", command);
        Assert.StartsWith($"bnlab: {message}", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    public void Dispose() => _folder.Dispose();

    private Task<CommandLineRun> Run(string output, string command, params string[] more)
    {
        string[] arguments = command.Split(' ');
        string[] small = ["--num-train", "200", "--batch-size", "20", "--hidden", "6,6"];
        string[] missing = [.. small.Chunk(2).Where(pair => !arguments.Contains(pair[0])).SelectMany(pair => pair)];
        return CommandLineRun.Of([.. arguments, .. missing, "--data", _folder.File("digits"), "--out", _folder.File(output), .. more]);
    }
}
