using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>What is wrong with a command line that cannot be understood, in a sentence.</summary>
internal static class UsageErrors
{
    /// <summary>One line: what is wrong, and where to find what there is.</summary>
    public static string Message(ParseResult parse, ConfiguredArguments? configured)
    {
        var command = parse.CommandResult;
        string what = MissingValue(command)
            ?? ((parse.UnmatchedTokens is [var token, ..] ? token : Swallowed(command)) is { } unknown ? Unknown(unknown, command) : null)
            ?? MissingArgument(command)
            ?? MissingOption(command)
            ?? Repeated(command)
            ?? parse.Errors[0].Message;
        var result = parse.Errors is [{ SymbolResult: var wrong }, ..] ? wrong as OptionResult ?? wrong?.Parent as OptionResult : null; // of an option or of its value
        if (configured is not null && result is not null) what = configured.Named(result.Option.Name, what);
        return $"{what} '{HelpText.Path(command)} --help' lists what there is.";
    }

    /// <summary>Makes a command refuse an option that the parser takes for the value of another option, or for a file.</summary>
    public static void Watch(Command command) => command.Validators.Add(result =>
    {
        var names = Line(result).SelectMany(each => each.Command.Options).SelectMany(option => option.Names()).ToHashSet(StringComparer.Ordinal);
        if (Given(result).Any(option => option.Tokens is [var value, ..] && names.Contains(value.Value)) && MissingValue(result) is { } message) result.AddError(message);
        if (Swallowed(result) is { } unknown) result.AddError(unknown);
    });

    /// <summary>An unknown option that the parser has taken for a file; else null.</summary>
    public static string? Swallowed(CommandResult command) => command.Children.OfType<ArgumentResult>()
        .Where(argument => argument.Argument.Name is not ("WORD" or "COMMAND")) // these are words of another command line
        .SelectMany(argument => argument.Tokens).Select(token => token.Value).FirstOrDefault(value => value.StartsWith("--", StringComparison.Ordinal));

    /// <summary>Names an unknown word and the known one that was perhaps meant, or the required option that is missing before it.</summary>
    private static string Unknown(string token, CommandResult result)
    {
        var command = result.Command;
        string typed = token.Split('=', 2)[0]; // --epoch=3
        string path = HelpText.Path(result);
        if (typed.StartsWith('-'))
        {
            var names = command.Options.SelectMany(option => option.Names()).ToList();
            if (command is RootCommand && GlobalOptions.All.Any(setting => setting.Name == typed))
                return $"{typed}: expected after a command, as in 'bnlab train {typed}'.";
            if (names.Contains(typed, StringComparer.Ordinal)) return $"{typed}: expected after '{path}', not before it.";
            return $"{typed}: unknown option of '{path}'.{NearestName.Question(typed, names)}";
        }

        if (command.Subcommands.Count > 0)
            return $"{typed}: unknown command of '{path}'.{NearestName.Question(typed, command.Subcommands.Select(subcommand => subcommand.Name))}";
        var shown = command.Options.Where(option => !option.Hidden);
        string question = NearestName.Question($"--{typed}", shown.Select(option => option.Name)); // the dashes are easily forgotten
        return question.Length == 0 && MissingOption(result, token) is { } missing ? missing : $"{typed}: unknown argument of '{path}'.{question}";
    }

    private static string? MissingValue(CommandResult command) => (
        from option in Given(command) // an option without its value takes the next option as its value, and that one's value is left over
        where option.Option.Arity.MinimumNumberOfValues > 0 && (option.Tokens.Count == 0 || option.Tokens[0].Value.StartsWith("--", StringComparison.Ordinal))
        select $"{Typed(option)}: the value is missing; expected {((SettingOption)option.Option).Setting.Expected}.").FirstOrDefault();

    private static string? MissingArgument(CommandResult command)
    {
        var missing = command.Command.Arguments.FirstOrDefault(
            argument => (command.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues);
        return missing is null ? null : Missing(missing, command.Command);
    }

    /// <param name="value">The word in the place where it was expected.</param>
    private static string? MissingOption(CommandResult command, string? value = null)
    {
        var missing = command.Command.Options.FirstOrDefault(option => option.Required && command.GetResult(option) is null or { Implicit: true });
        if (missing is null) return null;
        return value is null ? Missing(missing, command.Command) : $"{missing.Name} is missing; expected it before {value}.";
    }

    /// <summary>Names what is missing, by its description and with a command line as an example.</summary>
    private static string? Missing(Symbol symbol, Command command)
    {
        if (symbol.Description is not [var initial, ..] description) return null;
        string expected = $"{char.ToLowerInvariant(initial)}{description[1..].Split(';')[0].TrimEnd('.')}";
        string example = command is ExampleCommand { Example: var arguments } ? $", as in 'bnlab {arguments}'" : "";
        return $"{symbol.Name} is missing; expected {expected}{example}.";
    }

    /// <summary>Names an option of one value that is given twice.</summary>
    private static string? Repeated(CommandResult command) => (
        from option in command.Children.OfType<OptionResult>()
        where option.IdentifierTokenCount > 1 && option.Option.Arity.MaximumNumberOfValues == 1
        select $"{Typed(option)}: expected once, but it is given {option.IdentifierTokenCount} times: "
            + $"{string.Join(", ", option.Tokens.Select(token => token.Value))}.").FirstOrDefault();

    private static string Typed(OptionResult option) => option.IdentifierToken?.Value ?? option.Option.Name;

    /// <summary>The options that were typed, before the command or after it.</summary>
    private static IEnumerable<OptionResult> Given(CommandResult command) =>
        Line(command).SelectMany(result => result.Children.OfType<OptionResult>()).Where(option => !option.Implicit);

    /// <summary>The command after those that contain it.</summary>
    private static IEnumerable<CommandResult> Line(CommandResult command) =>
        command.Parent is CommandResult parent ? Line(parent).Prepend(command) : [command];
}
