using System.CommandLine;
using System.CommandLine.Parsing;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Output;

namespace BnLab.Cli;

/// <summary>
/// Options with a value. They parse in the invariant culture, which System.CommandLine's own parsers do not, and a
/// message names the option as it was typed. Whether a number is in range is decided by the experiment's options.
/// </summary>
internal static class ValueOption
{
    public static Option<double> Number(string name, double byDefault, string description, params string[] aliases) =>
        Create(name, byDefault, description, aliases, "a number", (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));

    public static Option<int> Integer(string name, int byDefault, string description, params string[] aliases) =>
        Create(name, byDefault, description, aliases, "a whole number of at most 2147483647", (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    /// <summary>A number of something that no experiment has a say in, so that its range is known here.</summary>
    public static Option<int> Integer(string name, int byDefault, int min, int max, string description) =>
        Create(name, byDefault, description, [], string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}"), (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max);

    public static Option<uint> Seed(string name, uint byDefault, string description) =>
        Create(name, byDefault, description, [], "a whole number from 0 to 4294967295", (string text, out uint value) =>
            uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value));

    public static Option<string> Choice(string name, string byDefault, IReadOnlyList<string> choices, string description, string remark = "") =>
        Suggesting(choices, Create(name, byDefault, description, [], OneOf(choices) + remark, (string text, out string value) =>
        {
            value = text;
            return choices.Contains(text, StringComparer.Ordinal);
        }));

    /// <summary>Some of several names: the option may be repeated, and names may be joined by commas. Each counts once.</summary>
    public static Option<IReadOnlyList<string>> Choices(string name, IReadOnlyList<string> byDefault, IReadOnlyList<string> choices, string description) => Suggesting(choices, new ExpectingOption<IReadOnlyList<string>>(name, [], OneOf(choices))
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => byDefault,
        CustomParser = result =>
        {
            string[] chosen = [.. result.Tokens.SelectMany(token => token.Value.Split(','))];
            if (chosen.FirstOrDefault(choice => !choices.Contains(choice, StringComparer.Ordinal)) is not { } wrong)
                return [.. choices.Where(choice => chosen.Contains(choice, StringComparer.Ordinal))];
            result.AddError($"{name} {wrong}: expected {OneOf(choices)}.");
            return [];
        },
    });

    /// <summary>An option whose values a shell offers to complete; it may take others as well.</summary>
    public static TOption Suggesting<TOption>(IReadOnlyList<string> values, TOption option)
        where TOption : Option
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add([.. values]);
        return option;
    }

    public static Option<Shard> Shard(string name, string description) =>
        Create(name, Experiments.Shard.Whole, description, [], "a part and how many there are, like 1/3", Experiments.Shard.TryParse);

    public static Option<string> Text(string name, string byDefault, string description) =>
        Create(name, byDefault, description, [], "a name, not nothing", (string text, out string value) =>
        {
            value = text;
            return text.Length > 0;
        });

    /// <summary>Text that may be left out altogether; the description says what holds then.</summary>
    public static Option<string> Optional(string name, string description)
    {
        var option = Text(name, "", description);
        option.DefaultValueFactory = null;
        return option;
    }

    public static Option<Widths> Widths(string name, IReadOnlyList<int> byDefault, string description) =>
        Create(name, new Widths(byDefault), description, [], "whole numbers with commas between, like 100,50, or none", (string text, out Widths value) =>
        {
            int[]? widths = text == Cli.Widths.None ? [] : Integers(text);
            value = new(widths ?? []);
            return widths is not null;
        });

    public static Option<Split?> Split(string name, string description)
    {
        var option = Create(name, (Split?)null, description, [], "two whole numbers with a comma between, like 49000,1000", (string text, out Split? value) =>
        {
            int[]? parts = Integers(text);
            value = parts is [int train, int validation] ? new Split(train, validation) : null;
            return value is not null;
        });
        option.DefaultValueFactory = null; // it depends on the data set; the description says how
        return option;
    }

    public static Option<MatrixRows?> Rows(string name, string description)
    {
        var option = Create(name, (MatrixRows?)null, description, [], "rows of numbers, like 1,2;3,4;5,6", (string text, out MatrixRows? value) =>
        {
            value = MatrixRows.Parse(text);
            return value is not null;
        });
        option.DefaultValueFactory = null;
        return option;
    }

    public static Option<PixelSize?> Pixels(string name, string description)
    {
        var option = Create(name, (PixelSize?)null, description, [], $"width and height from {PixelSize.Shortest} to {FigureSize.Longest}, like 1200x800", (string text, out PixelSize? value) =>
        {
            value = PixelSize.Parse(text);
            return value is not null;
        });
        option.DefaultValueFactory = null;
        return option;
    }

    private static string OneOf(IReadOnlyList<string> choices) => $"one of {string.Join(", ", choices)}";

    private static int[]? Integers(string text)
    {
        string[] parts = text.Split(',');
        var values = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i])) return null;
        }

        return values;
    }

    private static Option<TValue> Create<TValue>(
        string name, TValue byDefault, string description, string[] aliases, string expected, TryParse<TValue> tryParse)
    {
        return new ExpectingOption<TValue>(name, aliases, expected)
        {
            Description = description,
            DefaultValueFactory = _ => byDefault,
            CustomParser = Parse,
        };

        TValue? Parse(ArgumentResult result)
        {
            string text = result.Tokens[0].Value;
            if (tryParse(text, out var value)) return value;
            string typed = (result.Parent as OptionResult)?.IdentifierToken?.Value ?? name;
            result.AddError($"{typed} {text}: expected {expected}.");
            return default;
        }
    }

    private delegate bool TryParse<TValue>(string text, out TValue value);
}
