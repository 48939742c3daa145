namespace BnLab.Tests.Cli;

/// <summary>What <c>doctor</c> finds, and that it finds what would fail.</summary>
public sealed class DoctorTests : FolderTests
{
    private static readonly string[] Facts =
    [
        "bnlab", "build", "program", "runtime", "compiled", "sdk", "system", "processor", "vectors", "cores", "memory", "terminal", "texts", "environment",
        "BNLAB_DATA", "cifar10", "mnist", "figures", "--out", "problems",
    ];

    [Fact]
    public async Task It_tells_the_same_as_lines_and_as_json()
    {
        string output = _folder.File("out");
        var lines = await CommandLineRun.Of("doctor", "--out", output);
        Assert.Equal((0, ""), (lines.ExitCode, lines.Error));
        Assert.Equal(Facts, lines.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
        var json = await CommandLineRun.Of("doctor", "--json", "--out", output);
        using var document = JsonDocument.Parse(json.Output);
        Assert.Equal(Facts, document.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal("none", document.RootElement.GetProperty("problems").GetString());
        Assert.Matches(@"^\d+ bits in use; .+", document.RootElement.GetProperty("vectors").GetString());
        Assert.False(Directory.Exists(output)); // it looks and leaves nothing
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_gives_2()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "");
        var run = await CommandLineRun.Of("doctor", "--out", _folder.File("file"));
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
        Assert.Contains("FAILED: --out ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("problems     --out", run.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_sets_are_read_and_a_damaged_one_gives_2()
    {
        MnistFiles.Write(_folder.File("mnist"), 20);
        string digits = await File.ReadAllTextAsync(_folder.File("mnist/train-labels-idx1-ubyte"));
        var (code, lines) = await Process(_folder.Path, "");
        Assert.Equal(0, code);
        Assert.Contains(lines, line => line.StartsWith("mnist ", StringComparison.Ordinal) && line.Contains(": 20 images, SHA-256 ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(_folder.File("mnist/train-labels-idx1-ubyte"), digits[..^3]);
        (code, lines) = await Process(_folder.Path, "");
        Assert.Equal(2, code);
        Assert.Contains(lines, line => line.StartsWith("mnist        FAILED: ", StringComparison.Ordinal));
        Assert.Equal("problems     mnist", lines[^1]);
    }

    [Fact]
    public async Task A_variable_that_names_no_data_set_gives_2()
    {
        var (code, lines) = await Process("/nowhere", "");
        Assert.Equal((2, "problems     cifar10, mnist"), (code, lines[^1]));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "AVX-512F")]
    [InlineData("DOTNET_EnableHWIntrinsic", "AVX")]
    public async Task It_tells_which_vectors_the_runtime_may_use(string switchedOff, string feature)
    {
        var (_, lines) = await Process("", switchedOff);
        string vectors = lines.Single(line => line.StartsWith("vectors ", StringComparison.Ordinal));
        Assert.DoesNotContain(feature, vectors.Split([' ', ',', ';']));
    }

    private async Task<(int ExitCode, string[] Lines)> Process(string data, string switchedOff)
    {
        (string, string)[] off = switchedOff.Length > 0 ? [(switchedOff, "0")] : [];
        using var process = BnlabProcess.StartIn([("BNLAB_DATA", data), .. off], "doctor", "--out", _folder.File("out"));
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }
}
