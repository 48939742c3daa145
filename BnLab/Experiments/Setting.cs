namespace BnLab.Experiments;

/// <summary>An option of a command, declared once: parsing, range check, help, completion, manifest and <c>--config</c> use it.</summary>
/// <param name="Name">As it is typed: <c>--epochs</c>.</param>
internal abstract record Setting(string Name, string Help)
{
    /// <summary>What help calls the value; empty for a flag.</summary>
    public string ValueName { get; init; } = "N";

    public string[] Aliases { get; init; } = [];

    /// <summary>What a shell offers to complete; other values may be accepted, too.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    public bool IsRequired { get; init; }

    /// <summary>Its values are joined by commas.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Whether no number of a run depends on it, so that a run may be resumed or merged with another value.</summary>
    public bool ChangesNoNumber { get; init; }

    /// <summary>Whether the rows of numbers that it takes may stand in a CSV file, which is then named instead.</summary>
    public bool MayBeFile { get; init; }

    public bool IsFlag => ValueName.Length == 0;

    /// <summary>The name without dashes, as manifests have it.</summary>
    public string Key => Name[2..];

    /// <summary>Follows <c>expected</c> in the message about a missing value.</summary>
    public abstract string Expected { get; }

    public abstract object? DefaultValue { get; }

    /// <exception cref="OptionException">The text is no such value, or it is out of range.</exception>
    public abstract object? Read(string text);

    /// <summary>The text that <see cref="Read"/> reads back.</summary>
    public abstract string? Text(object? value);

    public static Setting<bool> Flag(string name, string help) => new(
        name, false, "true or false", bool.TryParse, help)
    { ValueName = "", Format = value => value ? "true" : "false" };

    public static Setting<int> Whole(string name, int byDefault, string help, int least = 1, int most = int.MaxValue) => new(
        name, byDefault, "a whole number of at most 2147483647", Integer, help)
    {
        Accepts = value => value >= least && value <= most,
        Range = most == int.MaxValue ? $"{least} or more" : $"{least} to {most}",
    };

    public static Setting<double> Number(string name, double byDefault, string help) => new(
        name, byDefault, "a number", (text, out value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value), help)
    {
        Accepts = value => double.IsFinite(value) && value > 0,
        Range = "a finite number above 0",
        Format = RoundTrip.Text,
    };

    public static Setting<string> Choice(string name, string byDefault, IReadOnlyList<string> choices, string help)
    {
        string oneOf = $"one of {string.Join(", ", choices)}";
        return Word(name, byDefault, help) with
        {
            Choices = choices,
            Accepts = choice => choices.Contains(choice, StringComparer.Ordinal),
            Range = oneOf,
            Words = oneOf,
        };
    }

    /// <summary>Some of several names, in the order of the choices.</summary>
    public static Setting<IReadOnlyList<string>> Some(string name, IReadOnlyList<string> byDefault, IReadOnlyList<string> choices, string help) => new(
        name, byDefault, $"one of {string.Join(", ", choices)}", Names, help)
    {
        Choices = choices,
        IsRepeatable = true,
        Format = names => string.Join(',', names),
        Normalize = names => names.FirstOrDefault(typed => !choices.Contains(typed, StringComparer.Ordinal)) is { } wrong
            ? throw new OptionException(name, wrong, $"one of {string.Join(", ", choices)}")
            : [.. choices.Where(choice => names.Contains(choice, StringComparer.Ordinal))],
    };

    public static Setting<string> Word(string name, string byDefault, string help) => new(
        name, byDefault, "a name, not nothing", (text, out value) => (value = text).Length > 0, help)
    { Format = text => text };

    public static Setting<string?> Optional(string name, string expected, string help) => new(
        name, null, expected, (text, out value) => (value = text) is not null, help)
    { Format = text => text! };

    /// <summary>Whole numbers with commas between; <c>none</c> for an empty list.</summary>
    public static Setting<IReadOnlyList<int>> Sizes(string name, IReadOnlyList<int> byDefault, string help) => new(
        name, byDefault, "whole numbers with commas between, like 100,50, or none", Integers, help)
    {
        ValueName = "N,N,…",
        Accepts = sizes => sizes.All(size => size >= 1),
        Range = "sizes of 1 or more",
        Format = sizes => sizes.Count == 0 ? "none" : string.Join(',', sizes),
    };

    public static bool Integer(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    public static bool Integers(string text, out IReadOnlyList<int> values)
    {
        var numbers = new List<int>();
        values = numbers;
        foreach (string part in text == "none" ? [] : text.Split(','))
        {
            if (!Integer(part, out int value)) return false;
            numbers.Add(value);
        }

        return true;
    }

    private static bool Names(string text, out IReadOnlyList<string> names)
    {
        names = text.Split(',');
        return true;
    }
}

internal delegate bool Parser<T>(string text, out T value);

/// <param name="Words">Describes its values in messages: <c>a number</c>.</param>
internal sealed record Setting<T>(string Name, T Default, string Words, Parser<T> Parser, string Help) : Setting(Name, Help)
{
    public Func<T, bool> Accepts { get; init; } = _ => true;

    /// <summary>Describes the values that <see cref="Accepts"/> accepts.</summary>
    public string Range { get; init; } = "";

    public Func<T, string> Format { get; init; } = value => string.Create(CultureInfo.InvariantCulture, $"{value}");

    public Func<T, T> Normalize { get; init; } = value => value;

    public override string Expected => Words;

    public override object? DefaultValue => Default;

    public override object? Read(string text)
    {
        if (!Parser(text, out var value)) throw new OptionException(Name, text, Words);
        if (!Accepts(value)) throw new OptionException(Name, text, Range);
        return Normalize(value);
    }

    public override string? Text(object? value) => value is null ? null : Format((T)value);
}

internal sealed class Values
{
    private readonly IReadOnlyList<Setting> _settings;
    private readonly Dictionary<string, object?> _values;

    public Values(IReadOnlyList<Setting> settings, IEnumerable<KeyValuePair<string, object?>>? given = null)
    {
        _settings = settings;
        _values = settings.ToDictionary(setting => setting.Name, setting => setting.DefaultValue, StringComparer.Ordinal);
        foreach (var (name, value) in given ?? []) _values[name] = value;
    }

    /// <summary>An option's value; its default where the command does not have the option, or has another of that name.</summary>
    public T Get<T>(Setting<T> setting) => _values.TryGetValue(setting.Name, out object? value) && value is T typed ? typed : setting.Default;

    public Values With<T>(Setting<T> setting, T value) => new(_settings, _values.Append(new(setting.Name, value)));

    /// <summary>As the command line takes them, in the order of declaration.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(Func<Setting, bool>? which = null) =>
    [
        .. from setting in _settings
           where which is null || which(setting)
           let text = setting.Text(_values[setting.Name])
           where text is not null
           select KeyValuePair.Create(setting.Key, text),
    ];
}

/// <summary>An option has a value that a command cannot run with.</summary>
/// <param name="expected">What would be right: <c>a number above 0</c>.</param>
internal sealed class OptionException(string option, object? value, string expected)
    : Exception($"{string.Create(CultureInfo.InvariantCulture, $"{option} {value}").TrimEnd()}: expected {expected}.")
{
    public string Option { get; } = option;

    public string Expected { get; } = expected;
}
