using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab help COMMAND</c>: the same as <c>bnlab COMMAND --help</c>.</summary>
internal static class HelpCommand
{
    public static Command Create(OtherCommands others)
    {
        var words = new Argument<string[]>("COMMAND") { Description = "The command; none for the list of all.", Arity = ArgumentArity.ZeroOrMore };
        var help = new ExampleCommand("help", "Show the help of a command, as --help after it does.", "help train") { words };
        help.SetAction((parse, cancellation) =>
        {
            string[] named = parse.GetValue(words) ?? [];
            RefuseMore(named, others.Parse(named).CommandResult);
            return others.RunAsync([.. named, "--help"], parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellation);
        });
        return help;
    }

    /// <summary>Refuses a word after a command without subcommands, because it would be ignored. Options are ignored, as with --help.</summary>
    private static void RefuseMore(string[] words, CommandResult last)
    {
        if (last.Command.Subcommands.Count > 0) return;
        string? more = words.SkipWhile(word => word != last.Command.Name).Skip(1).FirstOrDefault();
        if (more?.StartsWith('-') == false) throw new InvalidDataException($"{more}: expected no further word, as '{HelpText.Path(last)}' has no commands of its own.");
    }
}
