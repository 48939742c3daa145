using System.CommandLine;

namespace BnLab.Tests.Cli;

/// <summary>All commands that a user is shown.</summary>
internal static class CommandTree
{
    public static RootCommand Root { get; } = (RootCommand)CommandLine.Parse([]).RootCommandResult.Command;

    /// <summary>Each command by the words that call it: <c>data info</c>; the root by none.</summary>
    public static IReadOnlyList<(string Words, Command Command)> All { get; } = [("", Root), .. Below("", Root)];

    /// <summary>What the help of a command says to try.</summary>
    public static IEnumerable<(string Words, string Example)> Examples =>
        from entry in All
        where entry.Command is ExampleCommand
        select (entry.Words, ((ExampleCommand)entry.Command).Example);

    private static IEnumerable<(string Words, Command Command)> Below(string words, Command command) =>
        from subcommand in command.Subcommands
        where !subcommand.Hidden
        let path = $"{words} {subcommand.Name}".Trim()
        from entry in Below(path, subcommand).Prepend((path, subcommand))
        select entry;
}
