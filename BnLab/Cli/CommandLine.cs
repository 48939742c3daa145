using System.CommandLine;
using System.CommandLine.Invocation;

namespace BnLab.Cli;

/// <summary>The command line: from arguments to an exit code. Nothing that goes wrong leaves it as an exception.</summary>
internal static class CommandLine
{
    private const string TraceVariable = "BNLAB_TRACE";

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default)
    {
        ConfiguredArguments? configured = null;
        using var interruption = cancellation.CanBeCanceled ? null : new Interruption(error); // a run inside another leaves signals to the outer one
        try
        {
            var parse = Parse(arguments);
            bool isRun = parse.Action == parse.CommandResult.Command.Action || parse.Action is ParseErrorAction; // false for --help and --version
            configured = isRun ? ConfiguredArguments.Of(arguments, parse) : null;
            if (configured is not null) parse = Parse(configured.Arguments);
            if (parse.Action is ParseErrorAction || AsksAboutNoCommand(parse))
            {
                Terminal.Tell(error, UsageErrors.Message(parse, configured));
                return ExitCode.BadInput;
            }

            if (parse.Errors.Count == 0 && parse.Get(GlobalOptions.Verbose)) new StageTimer(line => Terminal.Tell(error, line)).TellStart();
            var configuration = new InvocationConfiguration
            {
                Output = new StdoutWriter(output),
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parse.InvokeAsync(configuration, interruption?.Token ?? cancellation);
        }
        catch (Exception thrown)
        {
            var e = thrown is AggregateException several ? several.Flatten().InnerExceptions[0] : thrown; // of several workers
            bool isTraced = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(TraceVariable));
            var (exitCode, message) = e switch
            {
                OptionException { Option: var option } => (ExitCode.BadInput, configured?.Named(option, e.Message) ?? e.Message),
                InvalidDataException or IOException or UnauthorizedAccessException => (ExitCode.BadInput, e.Message),
                OutOfMemoryException => (ExitCode.BadInput, "there is not enough memory for this: try fewer images, narrower layers or fewer workers."),
                OperationCanceledException => (ExitCode.Interrupted, "interrupted: nothing was written."),
                _ => (ExitCode.InternalError, $"internal error: {e.Message}{(isTraced ? "" : $" (set {TraceVariable}=1 for the trace)")}"),
            };
            Terminal.Tell(error, message);
            if (exitCode == ExitCode.InternalError && isTraced) await error.WriteLineAsync(e.ToString());
            return exitCode;
        }
    }

    public static ParseResult Parse(IReadOnlyList<string> arguments) => CommandTable.Root(arguments, new OtherCommands(Parse, RunAsync))
        .Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null }); // @file is a name, not a file of options

    /// <summary>Whether help is asked for a command that does not exist.</summary>
    private static bool AsksAboutNoCommand(ParseResult parse) =>
        parse.Action is HelpText && parse.CommandResult.Command.Subcommands.Count > 0
        && parse.UnmatchedTokens is [var token, ..] && !token.StartsWith('-');
}
