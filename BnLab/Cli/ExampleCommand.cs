using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>A command whose help ends with a command line to try.</summary>
internal sealed class ExampleCommand : Command
{
    public ExampleCommand(string name, string description, string example)
        : base(name, description)
    {
        Example = example;
        Validators.Add(RefuseUnused);
        Validators.Add(UsageErrors.Refuse);
    }

    public string Example { get; }

    /// <summary>The <see cref="GlobalOptions"/> that it uses: an option that would be ignored is an error.</summary>
    public IReadOnlyList<Option> Common { get; private set; } = [];

    /// <summary>Whether it draws figures, and so takes the options that say how.</summary>
    public bool Draws { get; private set; }

    /// <summary>Says which of the <see cref="GlobalOptions"/> it uses.</summary>
    public ExampleCommand Using(params IReadOnlyList<Option> options)
    {
        Common = options;
        return this;
    }

    /// <summary>Says that it draws figures.</summary>
    public ExampleCommand Drawing()
    {
        Draws = true;
        return this;
    }

    private void RefuseUnused(CommandResult result)
    {
        foreach (var option in GlobalOptions.All.Except(Common).Where(option => result.GetResult(option) is { Implicit: false }))
            result.AddError($"{option.Name}: '{HelpText.Path(result)}' has no use for this option.");
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
