using System.CommandLine;
using System.CommandLine.Completions;

namespace BnLab.Cli;

/// <summary>What may stand at one place of a command line, found in the command tree.</summary>
internal static class Completion
{
    /// <summary>The only line where no words are known, but a file or a folder is expected: the shell knows those itself.</summary>
    public const string Files = ":files", Folders = ":folders";

    /// <summary>The words that go on from what has been typed.</summary>
    public static IEnumerable<string> Words(RootCommand root, IReadOnlyList<string> words, int position)
    {
        string current = position < words.Count ? words[position] : "";
        var before = words.Take(position).Where(word => word != "=").ToList(); // bash makes a word of its own of it
        if (current == "=") current = "";

        Command command = root;
        bool isHelp = before.FirstOrDefault() == HelpCommand.Name;
        if (isHelp) before.RemoveAt(0);
        var (named, values, options) = (new HashSet<Option>(), 0, Options(root, command));
        for (int i = 0; i < before.Count; i++)
        {
            if (Named(options, before[i].Split('=')[0]) is { } option)
            {
                if (option.Arity.MaximumNumberOfValues == 1 || !TakesValue(option)) named.Add(option);
                if (!TakesValue(option) || before[i].Contains('=', StringComparison.Ordinal)) continue;
                if (i == before.Count - 1) return Offered(Values(option), option.HelpName ?? "", current);
                i++; // its value, which may look like a command
            }
            else if (command.Subcommands.FirstOrDefault(subcommand => subcommand.Name == before[i]) is { } next)
            {
                (command, options) = (next, Options(root, next));
            }
            else
            {
                values++;
            }
        }

        int equals = current.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            var option = Named(options, current[..equals]);
            return option is null ? [] : From(Values(option).Select(value => current[..(equals + 1)] + value), current);
        }

        if (isHelp) return From(Shown(command), current);
        if (current.StartsWith('-')) return From(Unused(options, named), current);
        if (Shown(command).Any()) return From(Shown(command), current);
        var argument = command.Arguments.FirstOrDefault(candidate => candidate.Arity.MaximumNumberOfValues > values);
        return argument is null
            ? From(Unused(options, named), current)
            : Offered(argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label), argument.Name, current);
    }

    private static List<Option> Options(RootCommand root, Command command) =>
    [
        .. command.Options.Concat(root.Options.Where(option => option.Recursive)).Distinct()
            .Where(option => !option.Hidden),
    ];

    private static IEnumerable<string> Shown(Command command) => command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name);

    /// <summary>Known words where they fit; else what the name of the place asks for.</summary>
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

    private static Option? Named(IEnumerable<Option> options, string name) =>
        options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static bool TakesValue(Option option) => option.Arity.MinimumNumberOfValues > 0;

    private static IEnumerable<string> Values(Option option) =>
        TakesValue(option) ? option.GetCompletions(CompletionContext.Empty).Select(item => item.Label) : [];

    /// <summary>The long names of the options that may still be given: one that was given may come again only if it takes several values.</summary>
    private static IEnumerable<string> Unused(IEnumerable<Option> options, HashSet<Option> given) =>
        from option in options
        where !given.Contains(option)
        from name in option.Aliases.Prepend(option.Name)
        where name.StartsWith("--", StringComparison.Ordinal)
        select name;
}
