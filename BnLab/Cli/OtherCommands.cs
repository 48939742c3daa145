using System.CommandLine;

namespace BnLab.Cli;

/// <summary>The command line, for a command that reads or runs others: it knows all commands, and no command knows it.</summary>
/// <param name="Parse">Understands arguments without doing what they ask for.</param>
/// <param name="RunAsync">Runs a command as the shell would.</param>
internal sealed record OtherCommands(
    Func<IReadOnlyList<string>, ParseResult> Parse,
    Func<string[], TextWriter, TextWriter, CancellationToken, Task<int>> RunAsync);
