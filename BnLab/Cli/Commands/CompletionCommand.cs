using System.CommandLine;

namespace BnLab.Cli.Commands;

/// <summary><c>bnlab completion</c>: a script for a shell. It calls the hidden <c>completion words</c> each time, so it is never out of date.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create(OtherCommands others)
    {
        var shell = new Argument<string>("SHELL") { Description = $"One of {string.Join(", ", Shells)}." };
        shell.CompletionSources.Add([.. Shells]);
        var completion = new ExampleCommand(
            "completion", "Print a script with which a shell completes commands, options and values; its first lines say where to put it.", "completion bash")
        {
            shell, Words(others),
        };
        completion.SetAction(parse => parse.InvocationConfiguration.Output.Write(Script(parse.GetRequiredValue(shell))));
        return completion;
    }

    private static string Script(string shell)
    {
        if (!Shells.Contains(shell, StringComparer.Ordinal)) throw new OptionException("SHELL", shell, $"one of {string.Join(", ", Shells)}");
        return EmbeddedText.Of($"completion.{shell}"); // bash accepts no CRLF
    }

    /// <summary>The hidden subcommand that the scripts call.</summary>
    private static ExampleCommand Words(OtherCommands others)
    {
        var at = new Argument<string>("POSITION") { Description = "Which of the words is completed, from 0." };
        var typed = new Argument<string[]>("WORD") { Description = "The words typed so far, after --.", Arity = ArgumentArity.ZeroOrMore };
        var words = new ExampleCommand("words", "Print what a word of a command line may become.", "completion words 0 -- tr") { at, typed };
        words.Hidden = true;
        words.SetAction(parse =>
        {
            string position = parse.GetRequiredValue(at);
            if (!int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                throw new OptionException("POSITION", position, "a whole number");
            foreach (string word in Completion.Words(others.Parse, parse.GetValue(typed) ?? [], index)) parse.InvocationConfiguration.Output.Write(word + "\n");
        });
        return words;
    }
}
