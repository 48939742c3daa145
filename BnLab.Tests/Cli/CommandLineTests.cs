using System.Text.RegularExpressions;

namespace BnLab.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("data --help")]
    [InlineData("data")]
    [InlineData("forward --help")]
    [InlineData("backward-speed --help")]
    [InlineData("data list -h")]
    [InlineData("data info --help")]
    [InlineData("convnet --help")]
    [InlineData("regularization --help")]
    public async Task Help_fits_100_columns_and_ends_with_an_example_that_parses(string arguments)
    {
        var run = await CommandLineRun.Of(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(run.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        var example = Regex.Match(run.Output, @"Example:\s+bnlab (?<arguments>.+)\s*$");
        Assert.True(example.Success, run.Output);
        var help = await CommandLineRun.Of([.. example.Groups["arguments"].Value.Trim().Split(' '), "--help"]);
        Assert.Equal(0, help.ExitCode);
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        var run = await CommandLineRun.Of("--version");
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Data_list_names_both_sets()
    {
        var run = await CommandLineRun.Of("data", "list");
        Assert.Equal(["cifar10", "synthetic"], run.Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Data_info_describes_a_set()
    {
        var run = await CommandLineRun.Of("data", "info", "--data", "synthetic");
        Assert.Contains("images     10,000 of 3 × 32 × 32 bytes", run.Output, StringComparison.Ordinal);
        Assert.Equal(10, Regex.Count(run.Output, @"^class \d +class \d +1,000\s*$", RegexOptions.Multiline));
        Assert.Matches(@"sha256     [0-9a-f]{64}", run.Output);
    }
}
