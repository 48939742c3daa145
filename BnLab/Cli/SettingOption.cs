using System.CommandLine;
using System.CommandLine.Parsing;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>A <see cref="Setting"/> with a value, as the parser knows it.</summary>
internal sealed class SettingOption : Option<object?>
{
    public SettingOption(Setting setting)
        : base(setting.Name, setting.Aliases)
    {
        Setting = setting;
        Description = setting.Help;
        HelpName = setting.ValueName;
        Required = setting.IsRequired;
        Arity = setting.IsRepeatable ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne;
        if (setting.DefaultValue is not null && !setting.IsRequired) DefaultValueFactory = _ => setting.DefaultValue;
        CustomParser = Read;
        CompletionSources.Add([.. setting.Choices]);
    }

    public Setting Setting { get; }

    /// <summary>The option of any setting.</summary>
    public static Option Of(Setting setting) =>
        setting.IsFlag ? new Option<bool>(setting.Name, setting.Aliases) { Description = setting.Help } : new SettingOption(setting);

    private object? Read(ArgumentResult result)
    {
        string text = string.Join(',', result.Tokens.Select(token => token.Value));
        try
        {
            return Setting.Read(text);
        }
        catch (OptionException e)
        {
            string typed = (result.Parent as OptionResult)?.IdentifierToken?.Value ?? Setting.Name;
            result.AddError(typed + e.Message[Setting.Name.Length..]);
            return Setting.DefaultValue;
        }
    }
}

/// <summary>The values of settings on a command line.</summary>
internal static class SettingValues
{
    /// <summary>The value of a setting; its default where the command does not have it.</summary>
    public static T Get<T>(this ParseResult parse, Setting<T> setting) => Value(parse, Find(parse, setting)) is T value ? value : setting.Default;

    /// <summary>Whether a setting was typed.</summary>
    public static bool IsTyped(this ParseResult parse, Setting setting) => Find(parse, setting) is { } option && parse.GetResult(option) is { Implicit: false };

    /// <summary>All settings of the command with the values that they have.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> All(this ParseResult parse) =>
        from option in parse.CommandResult.Command.Options select KeyValuePair.Create(option.Name, Value(parse, option));

    /// <summary>Every option of the command that has a value, as the command line would take it again.</summary>
    public static List<KeyValuePair<string, string>> Texts(this ParseResult parse) =>
    [
        .. from option in parse.CommandResult.Command.Options
           let value = Value(parse, option)
           let text = option switch
           {
               SettingOption setting => setting.Setting.Text(value),
               Option<bool> => value is true ? "true" : "false",
               _ => null, // --help
           }
           where text is not null
           select KeyValuePair.Create(option.Name[2..], text),
    ];

    private static Option? Find(ParseResult parse, Setting setting) => parse.CommandResult.Command.Options.FirstOrDefault(option => option.Name == setting.Name);

    private static object? Value(ParseResult parse, Option? option) => option switch
    {
        SettingOption setting => parse.GetValue(setting),
        Option<bool> flag => parse.GetValue(flag),
        _ => null,
    };
}
