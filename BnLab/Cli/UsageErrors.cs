using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>What a command line lacks, in a sentence: which value or argument, and what it would be.</summary>
internal static class UsageErrors
{
    /// <summary>An option whose value is not there, or null.</summary>
    public static string? Value(CommandResult command)
    {
        // An option without its value swallows the next one, and then that one's value is in the way.
        var lacking = Given(command).FirstOrDefault(
            option => option.Option.Arity.MinimumNumberOfValues > 0
                && (option.Tokens.Count == 0 || option.Tokens[0].Value.StartsWith("--", StringComparison.Ordinal)));
        if (lacking is null) return null;
        return $"{lacking.IdentifierToken?.Value ?? lacking.Option.Name}: the value is missing; expected {((SettingOption)lacking.Option).Setting.Expected}.";
    }

    /// <summary>Refuses an option whose value is the name of another: what was meant as that one would be lost without a word.</summary>
    public static void Refuse(CommandResult command)
    {
        var names = Line(command).SelectMany(result => result.Command.Options).SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet(StringComparer.Ordinal);
        if (Given(command).Any(option => option.Tokens is [var value, ..] && names.Contains(value.Value)) && Value(command) is { } message) command.AddError(message);
    }

    /// <summary>An unknown option that passes for a file, or null.</summary>
    public static string? Swallowed(CommandResult command) => command.Children.OfType<ArgumentResult>()
        .Where(argument => argument.Argument.Name is not ("WORD" or "COMMAND")) // these are words of another command line
        .SelectMany(argument => argument.Tokens).Select(token => token.Value).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));

    public static void RefuseSwallowed(CommandResult command)
    {
        if (Swallowed(command) is { } option) command.AddError(option);
    }

    /// <summary>An argument that is not there, or null.</summary>
    public static string? Argument(CommandResult command)
    {
        var lacking = command.Command.Arguments.FirstOrDefault(
            argument => (command.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues);
        return lacking is null ? null : Words(lacking, command.Command);
    }

    /// <summary>An option that has to be given and is not, or null.</summary>
    public static string? Option(CommandResult command, string? value = null)
    {
        var lacking = command.Command.Options.FirstOrDefault(option => option.Required && command.GetResult(option) is null or { Implicit: true });
        if (lacking is null) return null;
        return value is null ? Words(lacking, command.Command) : $"{lacking.Name} is missing; expected it before {value}.";
    }

    /// <summary>A symbol that is not there, by its description, and a command line that has it.</summary>
    private static string? Words(Symbol lacking, Command command)
    {
        if (lacking.Description is not [var initial, ..] description) return null;
        string expected = $"{char.ToLowerInvariant(initial)}{description[1..].Split(';')[0].TrimEnd('.')}";
        string example = command is ExampleCommand { Example: var arguments } ? $", as in 'bnlab {arguments}'" : "";
        return $"{lacking.Name} is missing; expected {expected}{example}.";
    }

    /// <summary>The options that were typed, before the command or behind it.</summary>
    private static IEnumerable<OptionResult> Given(CommandResult command) =>
        Line(command).SelectMany(result => result.Children.OfType<OptionResult>()).Where(option => !option.Implicit);

    /// <summary>The command and those that it is a command of.</summary>
    private static IEnumerable<CommandResult> Line(CommandResult command) =>
        command.Parent is CommandResult parent ? Line(parent).Prepend(command) : [command];
}
