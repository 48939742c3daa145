using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>A <see cref="Setting"/> with a value, for the parser. A flag becomes a plain option.</summary>
internal sealed class SettingOption : Option<object?>
{
    private const int MostNumbers = 1 << 16;

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
        string typed = (result.Parent as OptionResult)?.IdentifierToken?.Value ?? Setting.Name;
        bool isFile = Setting.MayBeFile && text.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);
        try
        {
            return Setting.Read(isFile ? InputFile.Read(text, "a CSV file of numbers", Rows) : text);
        }
        catch (OptionException e)
        {
            result.AddError(isFile ? $"{typed} {text}: expected {e.Expected}." : typed + e.Message[Setting.Name.Length..]);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            result.AddError($"{typed} {e.Message}");
        }

        return Setting.DefaultValue;
    }

    /// <summary>A file's numbers as they would be typed.</summary>
    private static string Rows(Stream file)
    {
        var text = NumberText.Read(file, MostNumbers);
        return string.Join(';', text.Values.Chunk(Math.Max(1, text.Columns)).Select(row => string.Join(',', row.Select(RoundTrip.Text))));
    }
}
