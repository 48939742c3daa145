using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>A <see cref="Setting"/> with a value, for the parser. A flag becomes a plain option.</summary>
internal sealed class SettingOption : Option<object?>
{
    public SettingOption(Setting setting)
        : base(setting.Name, setting.Aliases)
    {
        Setting = setting;
        Description = setting.Help;
        Required = setting.IsRequired;
        Arity = setting.IsRepeatable ? ArgumentArity.OneOrMore : ArgumentArity.ExactlyOne;
        if (setting.DefaultValue is not null && !setting.IsRequired) DefaultValueFactory = _ => setting.DefaultValue;
        CustomParser = Read;
        CompletionSources.Add([.. setting.Choices]);
    }

    public Setting Setting { get; }

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
