using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>The command line: from arguments to an exit code. Nothing that goes wrong leaves it as an exception.</summary>
internal static class CommandLine
{
    private const string TraceVariable = "BNLAB_TRACE";

    // A run that was interrupted still writes what was finished; after this long it is ended all the same.
    private static readonly TimeSpan InterruptedGrace = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        ConfiguredArguments? configured = null;
        try
        {
            var parse = Parse(arguments, out _);
            bool isRun = parse.Action == parse.CommandResult.Command.Action || parse.Action is ParseErrorAction; // or help is wanted
            configured = isRun ? ConfiguredArguments.Of(arguments, parse) : null;
            if (configured is not null) parse = Parse(configured.Arguments, out _);
            if (parse.Action is ParseErrorAction || AsksAboutNoCommand(parse)) return Complain(parse, configured, error);
            if (parse.Errors.Count == 0 && parse.Get(GlobalOptions.Verbose)) new StageTimer(line => Terminal.Tell(error, line)).TellStart();
            var configuration = new InvocationConfiguration
            {
                Output = new StdoutWriter(output),
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = cancellation.CanBeCanceled ? null : InterruptedGrace, // a run within another leaves signals to that
            };
            return await parse.InvokeAsync(configuration, cancellation);
        }
        catch (OptionException e)
        {
            Terminal.Tell(error, configured?.Named(e.Option, e.Message) ?? e.Message);
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Terminal.Tell(error, e.Message);
            return ExitCode.BadInput;
        }
        catch (OutOfMemoryException)
        {
            Terminal.Tell(error, "there is not enough memory for this: try fewer images, narrower layers or fewer workers.");
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException)
        {
            Terminal.Tell(error, "interrupted: nothing was written.");
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            bool isTraced = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TraceVariable));
            Terminal.Tell(error, $"internal error: {e.Message}{(isTraced ? "" : $" (set {TraceVariable}=1 for the trace)")}");
            if (isTraced) await error.WriteLineAsync(e.ToString());
            return ExitCode.InternalError;
        }
    }

    /// <summary>Understands arguments without doing what they ask for.</summary>
    public static ParseResult Parse(IReadOnlyList<string> arguments, out IReadOnlyList<StudyCommand> studies)
    {
        var commands = new CommandTable();
        var parse = commands.Root(arguments).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null }); // @file is a name, not a file of options
        studies = commands.Studies;
        return parse;
    }

    /// <summary>Whether help is wanted on a command that does not exist.</summary>
    private static bool AsksAboutNoCommand(ParseResult parse) =>
        parse.Action is HelpWithExample && parse.CommandResult.Command.Subcommands.Count > 0
        && parse.UnmatchedTokens is [var token, ..] && !token.StartsWith('-');

    /// <summary>One line for a command line that cannot be understood.</summary>
    private static int Complain(ParseResult parse, ConfiguredArguments? configured, TextWriter error)
    {
        string command = HelpText.Path(parse.CommandResult);
        string what = UsageErrors.Value(parse.CommandResult)
            ?? ((parse.UnmatchedTokens is [var token, ..] ? token : UsageErrors.Swallowed(parse.CommandResult)) is { } unknown ? Unknown(unknown, parse.CommandResult) : null)
            ?? UsageErrors.Argument(parse.CommandResult)
            ?? UsageErrors.Option(parse.CommandResult)
            ?? Repeated(parse.CommandResult)
            ?? parse.Errors[0].Message;
        if (configured is not null && Option(parse.Errors[0].SymbolResult) is { } option) what = configured.Named(option, what);
        Terminal.Tell(error, $"{what} '{command} --help' lists what there is.");
        return ExitCode.BadInput;
    }

    /// <summary>What is wrong where an option of one value is given twice.</summary>
    private static string? Repeated(CommandResult command) => command.Children.OfType<OptionResult>()
        .Where(option => option.IdentifierTokenCount > 1 && option.Option.Arity.MaximumNumberOfValues == 1)
        .Select(option => $"{option.IdentifierToken?.Value ?? option.Option.Name}: expected once, but it is given {option.IdentifierTokenCount} times: {string.Join(", ", option.Tokens.Select(token => token.Value))}.")
        .FirstOrDefault();

    /// <summary>The option that a part of the command line belongs to.</summary>
    private static string? Option(SymbolResult? result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult { Parent: OptionResult option } => option.Option.Name,
        _ => null,
    };

    /// <summary>What a word is that is not known, and the known one that was perhaps meant; or the option that it perhaps belongs to.</summary>
    private static string Unknown(string token, CommandResult result)
    {
        var command = result.Command;
        string typed = token.Split('=', 2)[0]; // --epoch=3
        bool isOption = typed.StartsWith('-');
        IEnumerable<Symbol> known = isOption ? command.Options : command.Subcommands;
        var names = known.SelectMany(symbol => symbol switch
        {
            Option option => option.Aliases.Prepend(option.Name),
            _ => [symbol.Name],
        });
        if (command is RootCommand && GlobalOptions.All.Any(setting => setting.Name == typed)) return $"{typed}: expected after a command, as in 'bnlab train {typed}'.";
        if (isOption && names.Contains(typed, StringComparer.Ordinal)) return $"{typed}: expected after '{HelpText.Path(result)}', not before it.";
        string kind = isOption ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        string question = kind == "argument"
            ? NearestName.Question($"--{typed}", command.Options.Where(option => !option.Hidden).Select(option => option.Name)) // the dashes are easily forgotten
            : NearestName.Question(typed, names);
        string? missing = kind == "argument" && question.Length == 0 ? UsageErrors.Option(result, token) : null;
        return missing ?? $"{typed}: unknown {kind} of '{HelpText.Path(result)}'.{question}";
    }
}
