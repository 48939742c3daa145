using System.CommandLine;
using System.CommandLine.Invocation;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>A command whose help ends with a command line to try.</summary>
internal sealed class ExampleCommand : Command
{
    public ExampleCommand(string name, string description, string example)
        : base(name, description)
    {
        Example = example;
        Validators.Add(UsageErrors.Refuse);
        Validators.Add(UsageErrors.RefuseSwallowed);
    }

    public string Example { get; }

    /// <summary>Gives it options, unless it has an own one of that name already.</summary>
    public ExampleCommand With(params IReadOnlyList<Setting> settings)
    {
        foreach (var setting in settings.Where(setting => Options.All(option => option.Name != setting.Name))) Options.Add(SettingOption.Of(setting));
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
