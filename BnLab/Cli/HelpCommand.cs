using System.CommandLine;

namespace BnLab.Cli;

/// <summary><c>bnlab help COMMAND</c>: what <c>bnlab COMMAND --help</c> does.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Create()
    {
        var words = new Argument<string[]>("COMMAND") { Description = "The command; none for the list of all.", Arity = ArgumentArity.ZeroOrMore };
        var help = new ExampleCommand(Name, "Show the help of a command, as --help behind it does.", "help train") { words };
        help.SetAction((parse, cancellation) =>
        {
            string[] named = parse.GetValue(words) ?? [];
            RefuseMore(named);
            return CommandLine.RunAsync([.. named, "--help"], parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellation);
        });
        return help;
    }

    /// <summary>Refuses a word behind a command that has no commands of its own: it would be ignored. Options are, as beside --help.</summary>
    private static void RefuseMore(string[] words)
    {
        var last = CommandLine.Parse(words, out _).CommandResult;
        if (last.Command.Subcommands.Count > 0) return;
        string? more = words.SkipWhile(word => word != last.Command.Name).Skip(1).FirstOrDefault();
        if (more?.StartsWith('-') == false) throw new InvalidDataException($"{more}: expected no further word, as '{HelpText.Path(last)}' has no commands of its own.");
    }
}
