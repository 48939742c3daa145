using System.CommandLine;
using System.CommandLine.Help;
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

/// <summary>The usual help, and the example below it.</summary>
internal sealed class HelpWithExample : SynchronousCommandLineAction
{
    private const int Width = 100;
    private const string RootExample = "train --batchnorm";

    private readonly HelpAction _help = new() { MaxWidth = Width };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        string example = parseResult.CommandResult.Command is ExampleCommand command ? command.Example : RootExample;
        parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  bnlab {example}");
        return ExitCode.Done;
    }
}
