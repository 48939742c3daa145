using System.CommandLine;
using System.CommandLine.Invocation;

namespace BnLab.Cli;

/// <summary>A command whose help ends with a command line to try.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="example">Arguments that can be run as they stand.</param>
internal sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;

    /// <summary>Whether it draws figures, and so takes the options that say how.</summary>
    public bool Draws { get; private set; }

    /// <summary>Says that it draws figures.</summary>
    public ExampleCommand Drawing()
    {
        Draws = true;
        return this;
    }
}

/// <summary>Prints the help of the command that was named, its example at the end.</summary>
internal sealed class HelpWithExample : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (string line in HelpText.Lines(parseResult.CommandResult)) parseResult.InvocationConfiguration.Output.WriteLine(line);
        return ExitCode.Done;
    }
}
