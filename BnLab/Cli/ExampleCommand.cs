using System.CommandLine;
using BnLab.Experiments;

namespace BnLab.Cli;

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
