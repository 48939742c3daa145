namespace BnLab.Tests.Cli;

public sealed class CommandLineTests
{
    /// <summary>A command that was not made for its name would not be found.</summary>
    [Fact]
    public void Every_command_is_made_for_its_name() => Assert.All(
        CommandTree.Root.Subcommands.Select(command => command.Name),
        name => Assert.Equal([name], BnLab.Cli.CommandLine.Parse([name]).RootCommandResult.Command.Subcommands.Select(command => command.Name)));

    /// <summary>What others hand in as a line of options must not read files.</summary>
    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_no_file_of_options()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("options");
        await File.WriteAllTextAsync(file, "--epochs 100");
        var run = await CommandLineRun.Of("train", $"@{file}");
        Assert.Equal((1, $"bnlab: @{file}: unknown argument of 'bnlab train'. 'bnlab train --help' lists what there is."), (run.ExitCode, run.Error.TrimEnd()));
    }

    [Theory]
    [InlineData("", "--help")]
    [InlineData("data", "data --help")]
    [InlineData("data list -h", "data list --help")]
    public async Task Help_is_shown_where_nothing_else_is_asked_for(string arguments, string asked)
    {
        var run = await CommandLineRun.Of(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(await CommandLineRun.Of(asked.Split(' ')), run);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    /// <summary>Who does not know the options is who asks for help. Only where it is not clear whose help is wanted, there is none.</summary>
    [Theory]
    [InlineData("--frob --help", "--help")]
    [InlineData("train --frob --help", "train --help")]
    [InlineData("train --help --frob", "train --help")]
    [InlineData("train --frob 3 --help", "train --help")]
    [InlineData("train extra --help", "train --help")]
    [InlineData("train --epochs 0 --help", "train --help")]
    [InlineData("train --epochs 1 --epochs 2 --help", "train --help")]
    [InlineData("data --frob --help", "data --help")]
    [InlineData("data list --out x --help", "data list --help")]
    [InlineData("plot --help", "plot --help")] // without its FILE
    public async Task Help_is_shown_whatever_is_wrong_with_options_and_arguments(string arguments, string asked)
    {
        var run = await CommandLineRun.Of(arguments.Split(' '));
        Assert.Equal(await CommandLineRun.Of(asked.Split(' ')), run);
        Assert.StartsWith("Description:", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        var run = await CommandLineRun.Of("--version");
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Data_list_names_all_sets()
    {
        var run = await CommandLineRun.Of("data", "list");
        Assert.Equal(["cifar10", "mnist", "synthetic"], run.Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("--data")]
    [InlineData(null)]
    public async Task Data_info_describes_a_set(string? option)
    {
        string[] before = option is null ? [] : [option];
        var run = await CommandLineRun.Of(["data", "info", .. before, "synthetic"]);
        Assert.Contains("images     10,000 of 3 × 32 × 32 bytes", run.Output, StringComparison.Ordinal);
        Assert.Equal(10, Regex.Count(run.Output, @"^class \d +class \d +1,000\s*$", RegexOptions.Multiline));
        Assert.Matches(@"sha256     [0-9a-f]{64}", run.Output);
    }
}
