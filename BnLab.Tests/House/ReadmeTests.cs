using System.Text.RegularExpressions;
using BnLab.Tests.Cli;
using BnLab.Tests.Output;

namespace BnLab.Tests.House;

/// <summary>The README says and shows what the program does.</summary>
public sealed class ReadmeTests : IDisposable
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Its_log_and_its_figure_are_those_of_its_first_command()
    {
        var run = await CommandLineRun.Of("train", "--batchnorm", "--data", "synthetic", "--out", _folder.Path);
        string log = Regex.Match(Readme, @"```\n(?<log>Solver with batch norm:\n[^`]*?)\.\.\.\n```").Groups["log"].Value;
        Assert.NotEmpty(log);
        Assert.StartsWith(log, run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var shown = new PngReader(await File.ReadAllBytesAsync(Path.Combine(Repository.Root, "plots", "train.png")));
        var drawn = new PngReader(await File.ReadAllBytesAsync(_folder.File("train.png")));
        Assert.Equal((shown.Width, shown.Height), (drawn.Width, drawn.Height));
        Assert.True(shown.Pixels.AsSpan().SequenceEqual(drawn.Pixels), "plots/train.png is out of date: run the README's first command and commit it.");
    }

    [Fact]
    public async Task Its_commands_are_understood()
    {
        var commands = Regex.Matches(Readme, "^bnlab (?<arguments>[^#\n]+)", RegexOptions.Multiline).Select(m => m.Groups["arguments"].Value.Trim());
        foreach (string arguments in commands)
        {
            var run = await CommandLineRun.Of([.. arguments.Split(' '), "--help"]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }
    }

    [Fact]
    public void Its_table_has_the_commands_in_the_order_of_the_help() => Assert.Equal(
        CommandTree.Root.Subcommands.Select(command => command.Name),
        Regex.Matches(Readme, @"^\| (?<cell>`bnlab [^|]+) \|", RegexOptions.Multiline)
            .SelectMany(row => Regex.Matches(row.Groups["cell"].Value, "`bnlab (?<name>[a-z-]+)").Select(match => match.Groups["name"].Value))
            .Distinct());

    [Fact]
    public void Its_links_lead_somewhere() => Assert.All(
        Regex.Matches(Readme, @"\]\((?<path>[^)#]+)\)"),
        link => Assert.True(Path.Exists(Path.Combine(Repository.Root, link.Groups["path"].Value)), link.Value));

    [Fact]
    public void It_gives_a_reason_for_every_package_that_a_project_uses()
    {
        var used = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "Directory.Build.props"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "<PackageReference Include=\"(?<name>[^\"]+)\"").Select(m => m.Groups["name"].Value));
        Assert.All(used, name => Assert.Contains(name, Readme, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
