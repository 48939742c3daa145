namespace BnLab.Tests.Cli;

/// <summary>What the shell gets, also where something is closed, missing or wrong.</summary>
public sealed class ExitCodeTests : FolderTests
{
    [Fact]
    public async Task A_check_that_fails_gives_2_and_names_the_layer_even_when_quiet()
    {
        string[] arguments = ["gradcheck", "--plant", "relu-no-mask", "--out", _folder.Path];
        var run = await CommandLineRun.Of(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("BROKEN  relu with the mistake relu-no-mask: its gradients agree", run.Output, StringComparison.Ordinal);
        var quiet = await CommandLineRun.Of([.. arguments, "--quiet"]);
        Assert.Equal((2, ""), (quiet.ExitCode, quiet.Output));
        Assert.Contains("BROKEN  relu with", quiet.Error, StringComparison.Ordinal);
    }

    /// <summary>Two seeds decide next to nothing.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2, "--strict")]
    public async Task A_claim_that_is_not_decided_gives_2_only_where_it_is_asked_for(int exitCode, params string[] options)
    {
        var run = await CommandLineRun.Of(
            ["shuffle", "--seeds", "2", "--data", "synthetic", "--num-train", "40", "--split", "40,20", "--hidden", "4", "--epochs", "1", "--batch-size", "20", "--out", _folder.Path, .. options]);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains("not decided  With batch normalization, a net is more accurate", run.Output, StringComparison.Ordinal);
        Assert.Contains("not decided: the measurements do not tell", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_other_options_leaves_no_files_of_the_one_before()
    {
        var mutated = await CommandLineRun.Of("gradcheck", "--layer", "relu", "--mutate", "--out", _folder.Path);
        Assert.All(mutated.Output.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, 100));
        Assert.True(File.Exists(_folder.File("gradcheck.mutations.csv")));
        await CommandLineRun.Of("gradcheck", "--layer", "relu", "--out", _folder.Path);
        Assert.Equal(
            ["gradcheck.csv", "gradcheck.figure.csv", "gradcheck.json", "gradcheck.png", "gradcheck.svg"],
            Names());
    }

    [Theory]
    [InlineData("forward --out ")]
    [InlineData("train --help")]
    [InlineData("--version")]
    [InlineData("completion bash")]
    [InlineData("data info synthetic")]
    public async Task A_stream_that_cannot_be_written_to_is_told_or_forgiven(string command)
    {
        await using var broken = new StreamWriter(new BrokenStream()) { AutoFlush = true };
        using var open = new StringWriter();
        string[] arguments = [.. command.Split(' ').Select(word => word.Length > 0 ? word : _folder.Path)];
        Assert.Equal(1, await CommandLine.RunAsync(arguments, broken, open));
        Assert.Equal("bnlab: stdout cannot be written to (broken): expected an open file, pipe or terminal with room.", open.ToString().TrimEnd());
        Assert.Equal(0, await CommandLine.RunAsync(arguments, open, broken));
    }

    [Fact]
    public async Task The_environment_names_the_folder_of_the_data()
    {
        File.WriteAllBytes(_folder.File("data_batch_1.bin"), new byte[3073 * 20]);
        string[] lines = await List(_folder.Path);
        Assert.EndsWith($": found in {_folder.Path}", lines[0], StringComparison.Ordinal);
        Assert.Contains(": not found in ", lines[1], StringComparison.Ordinal); // naming one set is no mistake
        lines = await List("/nowhere");
        Assert.All(lines[..2], line => Assert.EndsWith("BNLAB_DATA=/nowhere: no CIFAR-10 (binary version) or MNIST in this folder.", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_environment_may_name_a_folder_that_holds_the_sets()
    {
        MnistFiles.Write(_folder.File("mnist"), 20, compressed: true);
        Directory.CreateDirectory(_folder.File("cifar-10-batches-bin"));
        File.WriteAllBytes(_folder.File("cifar-10-batches-bin/data_batch_1.bin"), new byte[3073 * 20]);
        string[] lines = await List(_folder.Path);
        Assert.All(lines[..2], line => Assert.EndsWith($": found in {_folder.Path}", line, StringComparison.Ordinal));
        Assert.Equal(["cifar10", "mnist"], lines[..2].Select(line => line.Split(' ')[0]));
        Assert.Contains("source     " + _folder.Path, string.Join('\n', await Data(_folder.Path, "info", "--data", "mnist")), StringComparison.Ordinal);
    }

    private static Task<string[]> List(string data) => Data(data, "list");

    /// <summary>The lines of a data command that must succeed.</summary>
    private static async Task<string[]> Data(string data, params string[] arguments)
    {
        using var process = BnlabProcess.StartIn([("BNLAB_DATA", data)], ["data", .. arguments]);
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("broken");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("broken");

        public override void Flush()
        {
            // Nothing was taken, so nothing is left to flush.
        }
    }
}
