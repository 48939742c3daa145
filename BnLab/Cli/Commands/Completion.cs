using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace BnLab.Cli.Commands;

/// <summary>The words that can complete a command line, found in the command tree.</summary>
internal static class Completion
{
    /// <summary>Printed alone where a file or a folder is expected: the shell lists those itself.</summary>
    private const string Files = ":files", Folders = ":folders";

    /// <summary>The words that may come at a position of a command line.</summary>
    public static IEnumerable<string> Words(Func<IReadOnlyList<string>, ParseResult> parse, IReadOnlyList<string> words, int position)
    {
        string current = position < words.Count ? words[position] : "";
        var before = words.Take(position).Where(word => word != "=").ToList(); // bash passes "=" as a word of its own
        if (current == "=") current = "";
        bool isHelp = before is ["help", ..];
        if (isHelp) before.RemoveAt(0);

        var typed = parse(before);
        var command = typed.CommandResult.Command;
        var options = command.Options.Union(typed.RootCommandResult.Command.Options.Where(option => option.Recursive)).Where(option => !option.Hidden).ToList();
        if (typed.Tokens is [.., { Type: TokenType.Option, Value: var last }] && Named(options, last) is SettingOption open)
            return Offered(Values(open), open.Setting.ValueName, current);

        int equals = current.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) return Named(options, current[..equals]) is { } option ? From(Values(option).Select(value => current[..(equals + 1)] + value), current) : [];

        var commands = command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name).ToList();
        if (isHelp || (commands.Count > 0 && !current.StartsWith('-'))) return From(commands, current);
        var argument = command.Arguments.FirstOrDefault(argument => argument.Arity.MaximumNumberOfValues > (typed.GetResult(argument)?.Tokens.Count ?? 0));
        return argument is null || current.StartsWith('-')
            ? From(options.Where(option => MayBeGiven(option, typed)).SelectMany(option => option.Names()).Where(name => name.StartsWith("--", StringComparison.Ordinal)), current)
            : Offered(Labels(argument.GetCompletions(CompletionContext.Empty)), argument.Name, current);
    }

    /// <summary>Known words that fit; else files or folders, if the value's name asks for them.</summary>
    private static IEnumerable<string> Offered(IEnumerable<string> known, string place, string begin)
    {
        string[] fitting = [.. From(known, begin)];
        if (fitting.Length > 0) return fitting;
        return place switch
        {
            "DIR" => [Folders],
            "FILE" or "RUN.json" or "SET|PATH" => [Files],
            _ => [],
        };
    }

    private static IEnumerable<string> From(IEnumerable<string> candidates, string begin) =>
        candidates.Where(candidate => candidate.StartsWith(begin, StringComparison.Ordinal));

    private static Option? Named(IEnumerable<Option> options, string name) => options.FirstOrDefault(option => option.Names().Contains(name, StringComparer.Ordinal));

    private static IEnumerable<string> Values(Option option) => option is SettingOption ? Labels(option.GetCompletions(CompletionContext.Empty)) : [];

    private static IEnumerable<string> Labels(IEnumerable<CompletionItem> items) => items.Select(item => item.Label);

    /// <summary>Whether an option may still be given: a second time only if it takes several values.</summary>
    private static bool MayBeGiven(Option option, ParseResult typed) =>
        option is SettingOption { Setting.IsRepeatable: true } || typed.GetResult(option) is null or { Implicit: true };
}
