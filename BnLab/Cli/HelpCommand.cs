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
        help.SetAction((parse, cancellation) => CommandLine.RunAsync(
            [.. parse.GetValue(words) ?? [], "--help"], parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellation));
        return help;
    }
}
