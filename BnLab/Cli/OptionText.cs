using System.CommandLine;

namespace BnLab.Cli;

/// <summary>The options of a run as text that the command line would take again.</summary>
internal static class OptionText
{
    /// <summary>Every option of the command with the value it has, defaults included; those without a value are left out.</summary>
    public static List<KeyValuePair<string, string>> Effective(ParseResult parse)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var command = parse.CommandResult.Command;
        foreach (var option in command.Options.Concat(GlobalOptions.Of(command)))
        {
            if (Value(parse, option) is { } value) pairs.Add(new(option.Name[2..], value));
        }

        return pairs;
    }

    private static string? Value(ParseResult parse, Option option) => option switch
    {
        SettingOption setting => setting.Setting.Text(parse.GetValue(setting)),
        Option<bool> flag => parse.GetValue(flag) ? "true" : "false",
        Option<int> integer => parse.GetValue(integer).ToString(CultureInfo.InvariantCulture),
        Option<uint> seed => parse.GetValue(seed).ToString(CultureInfo.InvariantCulture),
        Option<double> number => parse.GetValue(number).ToString("R", CultureInfo.InvariantCulture),
        Option<string> text => parse.GetValue(text),
        Option<Widths> widths => parse.GetValue(widths)?.ToString(),
        Option<Data.Split?> split => parse.GetValue(split)?.ToString(),
        Option<IReadOnlyList<string>> names => string.Join(',', parse.GetRequiredValue(names)),
        Option<Experiments.Shard> shard => parse.GetRequiredValue(shard).ToString(),
        Option<PixelSize?> size => parse.GetValue(size)?.ToString(),
        Option<MatrixRows?> rows => parse.GetValue(rows)?.ToString(),
        _ => null, // --help
    };
}
