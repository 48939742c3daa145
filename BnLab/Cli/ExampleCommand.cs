using System.CommandLine;

namespace BnLab.Cli;

/// <summary>Parses and runs other commands. A command receives it, because it must not depend on the table of all commands.</summary>
internal sealed record OtherCommands(
    Func<IReadOnlyList<string>, ParseResult> Parse,
    Func<string[], TextWriter, TextWriter, CancellationToken, Task<int>> RunAsync);

/// <summary>A command made of settings, whose help ends with a command line to try.</summary>
internal sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    private readonly List<Setting> _settings = [];

    public string Example { get; } = example;

    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Adds options, except those that the command has already.</summary>
    public ExampleCommand With(params IReadOnlyList<Setting> settings)
    {
        foreach (var setting in settings.Where(setting => Options.All(option => option.Name != setting.Name)))
        {
            _settings.Add(setting);
            Options.Add(SettingOption.Of(setting));
        }

        return this;
    }
}
