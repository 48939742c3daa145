namespace BnLab.Experiments;

/// <summary>The values of a command's options.</summary>
internal sealed class Values
{
    private readonly IReadOnlyList<Setting> _settings;
    private readonly Dictionary<string, object?> _values;

    /// <summary>The defaults, but for the values that are given.</summary>
    public Values(IReadOnlyList<Setting> settings, IEnumerable<KeyValuePair<string, object?>>? given = null)
    {
        _settings = settings;
        _values = settings.ToDictionary(setting => setting.Name, setting => setting.DefaultValue, StringComparer.Ordinal);
        foreach (var (name, value) in given ?? []) _values[name] = value;
    }

    /// <summary>An option's value; where the command does not have the option, or its own of that name, the option's default.</summary>
    public T Get<T>(Setting<T> setting) => _values.TryGetValue(setting.Name, out object? value) && value is T typed ? typed : setting.Default;

    /// <summary>The same with another value.</summary>
    public Values With<T>(Setting<T> setting, T value) => new(_settings, _values.Append(new(setting.Name, value)));

    /// <summary>Every option that has a value, as the command line takes it, in the order of declaration.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(Func<Setting, bool>? which = null) =>
    [
        .. from setting in _settings
           where which is null || which(setting)
           let text = setting.Text(_values[setting.Name])
           where text is not null
           select KeyValuePair.Create(setting.Key, text),
    ];
}
