namespace BnLab.Tests.Architecture;

/// <summary>README and the pages of docs/: their commands are understood, their links and the sources they name are there, but for those that a reader is to make.</summary>
public sealed class PagesTests
{
    public static TheoryData<string> Pages => ["README.md", .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(file => $"docs/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_are_understood(string page) => Assert.All(
        Regex.Matches(Text(page), @"^ *bnlab (?<arguments>[^#\n|>]+)", RegexOptions.Multiline),
        match =>
        {
            string arguments = match.Groups["arguments"].Value.Trim();
            if (arguments.AsSpan().IndexOfAny("[…$") >= 0) return; // a synopsis, or a line of a script
            var parse = CommandLine.Parse([.. System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(arguments)]);
            Assert.True(parse.Errors.Count == 0, $"{arguments}: {string.Join(' ', parse.Errors.Select(error => error.Message))}");
        });

    [Fact]
    public void Every_experiment_has_its_section() => Assert.Equal(
        Catalogue.Names.Order(StringComparer.Ordinal),
        Regex.Matches(Text("docs/experiments.md"), @"^## (?<name>[a-z-]+)$", RegexOptions.Multiline).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Commands_stand_in_the_groups_of_the_help() => Assert.Equal(
        CommandTree.Root.Subcommands.Select(command => command.Name),
        Regex.Matches(Text("docs/commands.md"), @"^\| `bnlab (?<name>[a-z-]+)", RegexOptions.Multiline).Select(match => match.Groups["name"].Value).Distinct());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page) => Assert.All(
        Regex.Matches(Text(page), @"\]\((?!https?:)(?<path>[^)#]+)"),
        link => Assert.True(Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, link.Groups["path"].Value)), link.Value));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Sources_that_are_named_are_there(string page) => Assert.All(
        Regex.Matches(Text(page), @"(?<!New: )`(?<path>(BnLab|BnLab\.Tests|docs|\.ci|\.github)/[\w./-]+\.\w+)`").Select(match => match.Groups["path"].Value),
        path => Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Tests_that_are_named_are_there(string page) => Assert.All(
        Regex.Matches(Text(page), @"`(?<name>\w+Tests)`").Select(match => match.Groups["name"].Value),
        name => Assert.Contains(typeof(PagesTests).Assembly.GetTypes(), type => type.Name == name));

    private static string Text(string page) => File.ReadAllText(Path.Combine(Repository.Root, page));
}
