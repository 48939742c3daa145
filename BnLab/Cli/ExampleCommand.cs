using System.CommandLine;

namespace BnLab.Cli;

/// <summary>The command line, for a command that reads or runs others: it knows all commands, and no command knows it.</summary>
/// <param name="Parse">Understands arguments without doing what they ask for.</param>
/// <param name="RunAsync">Runs a command as the shell would.</param>
internal sealed record OtherCommands(
    Func<IReadOnlyList<string>, ParseResult> Parse,
    Func<string[], TextWriter, TextWriter, CancellationToken, Task<int>> RunAsync);

/// <summary>A command made of settings, whose help ends with a command line to try.</summary>
internal sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    private readonly List<Setting> _settings = [];

    public string Example { get; } = example;

    public IReadOnlyList<Setting> Settings => _settings;

    /// <summary>Gives it options, unless it has its own of that name already.</summary>
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
