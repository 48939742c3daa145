namespace BnLab.Tests.Cli;

/// <summary><c>--verbose</c>: which stages are told of, where, and that it changes nothing else.</summary>
public sealed class VerboseTests : FolderTests
{
    private const string Small = "--data synthetic --num-train 40 --split 100,20 --hidden 6 --epochs 1 --batch-size 20 --size 60x40";

    [Theory]
    [InlineData("forward", "experiment, drawing (beside the writing), writing")]
    [InlineData("train " + Small, "data reading, checksum, experiment, drawing (beside the writing), writing")]
    [InlineData("sweep-init --points 2 " + Small, "data reading, checksum, experiment, drawing (beside the writing), writing")]
    [InlineData("data info synthetic", "data reading, checksum")]
    public async Task Stages_are_told_on_stderr_and_results_stay_as_they_are(string arguments, string stages)
    {
        var silent = await Run(arguments);
        Assert.Empty(Times(silent.Error));
        var verbose = await Run(arguments + " --verbose");
        Assert.Equal((silent.ExitCode, silent.Output), (verbose.ExitCode, verbose.Output));
        Assert.Equal(stages.Split(", "), Times(verbose.Error).Where(stage => stage != "start-up")); // only the first run in a process starts it
    }

    [Fact]
    public async Task A_process_tells_first_how_long_it_took_to_start()
    {
        using var process = BnlabProcess.Start("forward", "--quiet", "--verbose", "--out", _folder.Path);
        string error = await BnlabProcess.End(process);
        Assert.Equal(["start-up", "experiment", "drawing (beside the writing)", "writing"], Times(error));
    }

    [Fact]
    public async Task A_sweep_goes_on_whether_it_was_verbose_or_not()
    {
        string[] part = ["sweep-init", "--points", "2", .. Small.Split(' '), "--shard", "1/2", "--out", _folder.Path];
        Assert.Equal(0, (await CommandLineRun.Of([.. part, "--verbose"])).ExitCode);
        var again = await CommandLineRun.Of([.. part, "--resume"]);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("are done", again.Error, StringComparison.Ordinal);
    }

    private Task<CommandLineRun> Run(string arguments) => CommandLineRun.Into(_folder.Path, arguments.Split(' '));

    private static IEnumerable<string> Times(string error) =>
        Regex.Matches(error, @"^bnlab: (?<stage>[a-z()\- ]+): \d+\.\d\d\d s\r?$", RegexOptions.Multiline).Select(match => match.Groups["stage"].Value);
}
