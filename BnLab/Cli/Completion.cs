using System.CommandLine;
using System.CommandLine.Completions;

namespace BnLab.Cli;

/// <summary>What may stand at one place of a command line, found in the command tree.</summary>
internal static class Completion
{
    /// <summary>The words that go on from what has been typed.</summary>
    /// <param name="root">The command tree.</param>
    /// <param name="words">The words behind <c>bnlab</c>; the one to be completed may be missing if it is empty.</param>
    /// <param name="position">Which word is completed, from 0.</param>
    /// <returns>Whole words; none where a file, a number or a text of the user's own is expected.</returns>
    public static IEnumerable<string> Words(RootCommand root, IReadOnlyList<string> words, int position)
    {
        string current = position < words.Count ? words[position] : "";
        var before = words.Take(position).ToList();
        if (current == "=") current = ""; // bash makes a word of its own of it
        else if (before.LastOrDefault() == "=") before.RemoveAt(before.Count - 1);

        Command command = root;
        foreach (string word in before)
        {
            if (command.Subcommands.FirstOrDefault(subcommand => subcommand.Name == word) is { } next) command = next;
        }

        var options = command.Options.Concat(root.Options.Where(option => command == root || option.Recursive)).Distinct().Where(option => !option.Hidden).ToList();
        if (before.Count > 0 && Named(options, before[^1]) is { } last && TakesValue(last)) return From(Values(last), current);
        int equals = current.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0)
        {
            var named = Named(options, current[..equals]);
            return named is null ? [] : From(Values(named).Select(value => current[..(equals + 1)] + value), current);
        }

        if (current.StartsWith('-')) return From(Unused(options, before), current);
        if (command.Subcommands.Any(subcommand => !subcommand.Hidden)) return From(command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(subcommand => subcommand.Name), current);
        return command.Arguments.Count > 0
            ? From(command.Arguments[0].GetCompletions(CompletionContext.Empty).Select(item => item.Label), current)
            : From(Unused(options, before), current);
    }

    private static IEnumerable<string> From(IEnumerable<string> candidates, string begin) =>
        candidates.Where(candidate => candidate.StartsWith(begin, StringComparison.Ordinal));

    private static Option? Named(IEnumerable<Option> options, string name) =>
        options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));

    private static bool TakesValue(Option option) => option.Arity.MinimumNumberOfValues > 0;

    private static IEnumerable<string> Values(Option option) =>
        TakesValue(option) ? option.GetCompletions(CompletionContext.Empty).Select(item => item.Label) : [];

    /// <summary>The long names of the options that may still be given: one that was given may come again only if it takes several values.</summary>
    private static IEnumerable<string> Unused(IEnumerable<Option> options, List<string> before) =>
        from option in options
        where option.Arity.MaximumNumberOfValues > 1 || !before.Any(word => Named([option], word.Split('=')[0]) is not null)
        from name in option.Aliases.Prepend(option.Name)
        where name.StartsWith("--", StringComparison.Ordinal)
        select name;
}
