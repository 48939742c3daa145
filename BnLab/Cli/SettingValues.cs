using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>The values of settings on a command line.</summary>
internal static class SettingValues
{
    /// <summary>The value of a setting; its default where the command does not have it.</summary>
    public static T Get<T>(this ParseResult parse, Setting<T> setting) => Value(parse, Find(parse, setting)) is T value ? value : setting.Default;

    /// <summary>What the parser has found; null if the command has no such setting, or it was not typed and has no default.</summary>
    public static OptionResult? Result(this ParseResult parse, Setting setting) => Find(parse, setting) is { } option ? parse.GetResult(option) : null;

    public static bool IsTyped(this ParseResult parse, Setting setting) => parse.Result(setting) is { Implicit: false };

    /// <summary>All settings of the command with the values that they have.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> All(this ParseResult parse) =>
        from option in parse.CommandResult.Command.Options select KeyValuePair.Create(option.Name, Value(parse, option));

    /// <summary>Every setting of the command that has a value, as the command line would take it again.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Texts(this ParseResult parse) =>
        new Values(((ExampleCommand)parse.CommandResult.Command).Settings, parse.All()).Texts();

    /// <summary>As it can be typed.</summary>
    public static IEnumerable<string> Names(this Option option) => option.Aliases.Prepend(option.Name);

    private static Option? Find(ParseResult parse, Setting setting) => parse.CommandResult.Command.Options.FirstOrDefault(option => option.Name == setting.Name);

    private static object? Value(ParseResult parse, Option? option) => option switch
    {
        SettingOption setting => parse.GetValue(setting),
        Option<bool> flag => parse.GetValue(flag),
        _ => null, // --help
    };
}
