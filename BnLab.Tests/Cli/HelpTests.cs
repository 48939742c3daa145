namespace BnLab.Tests.Cli;

/// <summary>The help of every command there is.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. CommandTree.All.Select(command => command.Words)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_fits_100_columns_and_ends_with_an_example_that_parses(string command)
    {
        var run = await CommandLineRun.Of([.. Words(command), "--help"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
        Assert.DoesNotMatch(@"\dE[+-]\d", run.Output); // numbers as everywhere else: 1e-05
        var example = Regex.Match(run.Output, @"\nExample:\r?\n  bnlab (?<arguments>.+)\s*$");
        Assert.True(example.Success, run.Output);
        var parse = BnLab.Cli.CommandLine.Parse(Words(example.Groups["arguments"].Value.Trim()));
        Assert.Empty(parse.Errors);
        Assert.Contains(parse.CommandResult.Command, CommandTree.All.Where(entry => entry.Words.StartsWith(command, StringComparison.Ordinal)).Select(entry => entry.Command), SameName.Instance);
    }

    [Theory]
    [InlineData("gradcheck", "--h <H>            Step of the numerical gradient. [default: 1e-05]")]
    [InlineData("sweep-init", "--net <NET>                Nets to train: batchnorm, layernorm, baseline. May be repeated.")]
    [InlineData("sweep-init", "[default: batchnorm,baseline]")]
    [InlineData("train", "--quiet          Print warnings and errors only.")]
    [InlineData("plot", "bnlab plot <FILE>... [options]")]
    [InlineData("report", "bnlab report [<DIR>] [options]")]
    [InlineData("data", "bnlab data COMMAND [options]")]
    [InlineData("", "-h, -?, --help  Show this help.")]
    public async Task Help_says(string command, string line)
    {
        var run = await CommandLineRun.Of([.. Words(command), "--help"]);
        Assert.Contains(line, run.Output.ReplaceLineEndings("\n").Split('\n').Select(each => each.Trim()));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("train", "train")]
    [InlineData("data info", "data info")]
    [InlineData("help", "help")]
    [InlineData("train --frob", "train")] // as 'train --frob --help' does
    public async Task The_help_command_does_what_the_option_does(string command, string same)
    {
        var run = await CommandLineRun.Of(["help", .. Words(command)]);
        Assert.Equal(await CommandLineRun.Of([.. Words(same), "--help"]), run);
        Assert.StartsWith("Description:", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_takes_the_common_options_that_its_help_shows(string command)
    {
        if (command is "" or "help") return; // 'help' takes the words of another command line
        var run = await CommandLineRun.Of([.. Words(command), "--help"]);
        foreach (string option in new[] { "--out x", "--seed 1", "--quiet", "--json", "--verbose", "--config x.json" })
        {
            string name = Words(option)[0];
            if ((command, name) == ("rerun", "--seed")) continue; // it has a message of its own
            bool isShown = run.Output.Contains($"\n  {name} ", StringComparison.Ordinal);
            var parse = BnLab.Cli.CommandLine.Parse(Words($"{command} {option}"));
            Assert.Equal(isShown, !parse.UnmatchedTokens.Contains(name) && UsageErrors.Swallowed(parse.CommandResult) is null);
        }
    }

    [Theory]
    [InlineData("completion", "")]
    [InlineData("data", "")]
    [InlineData("data list", "--json")]
    [InlineData("data info", "--json --verbose --config")]
    [InlineData("data download", "--quiet --json --config")]
    [InlineData("doctor", "--out --json --verbose")]
    [InlineData("merge", "--out --quiet --json --verbose --config --strict")]
    [InlineData("rerun", "--out --quiet --json --verbose --config --strict")]
    [InlineData("reproduce", "--out --seed --quiet --json --strict --verbose --config")]
    [InlineData("train", "--out --seed --quiet --json --strict --verbose --config")]
    public async Task Common_options(string command, string expected)
    {
        var run = await CommandLineRun.Of([.. Words(command), "--help"]);
        string section = Regex.Match(run.Output.ReplaceLineEndings("\n"), @"\nCommon options:\n(?<rows>.*?)\n\n", RegexOptions.Singleline).Groups["rows"].Value;
        Assert.Equal(expected, string.Join(' ', Regex.Matches(section, "^  (?<name>--[a-z]+)", RegexOptions.Multiline).Select(row => row.Groups["name"].Value)));
    }

    [Fact]
    public void Everything_has_a_description() => Assert.All(
        CommandTree.All, entry =>
        {
            Assert.False(string.IsNullOrWhiteSpace(entry.Command.Description), entry.Words);
            Assert.All(entry.Command.Options, option => Assert.EndsWith(option.Description![^1] is ']' ? "]" : ".", option.Description, StringComparison.Ordinal));
            Assert.All(entry.Command.Arguments, argument => Assert.False(string.IsNullOrWhiteSpace(argument.Description), argument.Name));
        });

    [Fact]
    public void Experiments_stand_in_the_order_of_the_catalogue() => Assert.Equal(
        Catalogue.Names,
        CommandTree.Root.Subcommands.Select(command => command.Name).Where(Catalogue.Names.Contains));

    [Fact]
    public async Task Commands_stand_in_groups()
    {
        string[] lines = (await CommandLineRun.Of("--help")).Output.ReplaceLineEndings("\n").Split('\n');
        string[] titles = ["The assignment:", "Studies:", "Student mode:", "Runs and figures:", "The program:"];
        Assert.Equal(titles, lines.Where(titles.Contains));
        string[] names = [.. lines.TakeWhile(line => line != "Options:").Select(line => Regex.Match(line, "^  (?<name>[a-z-]+)  ").Groups["name"].Value).Where(name => name.Length > 0)];
        Assert.Equal(CommandTree.Root.Subcommands.Select(command => command.Name), names);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every parse makes a tree of its own.</summary>
    private sealed class SameName : IEqualityComparer<System.CommandLine.Command>
    {
        public static SameName Instance { get; } = new();

        public bool Equals(System.CommandLine.Command? x, System.CommandLine.Command? y) => x?.Name == y?.Name;

        public int GetHashCode(System.CommandLine.Command obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
