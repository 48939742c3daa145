using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>The help of a command, made from the command tree: no line is wider than <see cref="WrappedText.Width"/>.</summary>
internal static class HelpText
{
    private const int WidestLabel = 28;
    private const string Indent = "  ";
    private const string RootExample = "train --batchnorm";

    /// <summary>All lines of a command's help.</summary>
    public static IEnumerable<string> Lines(CommandResult result)
    {
        var command = result.Command;
        string path = Path(result);
        var options = command.Options.Concat(Inherited(result)).Where(option => !option.Hidden).Distinct().ToLookup(GlobalOptions.Has);
        var common = command is RootCommand ? GlobalOptions.All.Select(SettingOption.Of) : options[true];
        return
        [
            "Description:",
            .. WrappedText.Lines(command.Description ?? "", Indent, Indent),
            "",
            "Usage:",
            .. WrappedText.Lines(Usage(command, path), Indent, Indent + Indent),
            "",
            .. Section("Arguments:", command.Arguments.Where(argument => !argument.Hidden).Select(Row)),
            .. Section("Commands:", command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(Row)),
            .. Section("Options:", options[false].Select(Row)),
            .. Section(command is RootCommand ? "Options that commands have in common:" : "Common options:", common.Select(Row)),
            "Example:",
            $"{Indent}bnlab {(command is ExampleCommand { Example: var example } ? example : RootExample)}",
        ];
    }

    /// <summary>The command with those it stands under: <c>bnlab data info</c>.</summary>
    public static string Path(CommandResult result)
    {
        string name = result.Command is RootCommand ? "bnlab" : result.Command.Name;
        return result.Parent is CommandResult parent ? $"{Path(parent)} {name}" : name;
    }

    private static string Usage(Command command, string path)
    {
        var arguments = command.Arguments.Where(argument => !argument.Hidden).Select(argument =>
        {
            string one = argument.Arity.MaximumNumberOfValues > 1 ? $"<{argument.Name}>..." : $"<{argument.Name}>";
            return argument.Arity.MinimumNumberOfValues == 0 ? $"[{one}]" : one;
        });
        string subcommand = command.Subcommands.Any(candidate => !candidate.Hidden) ? "COMMAND" : "";
        return string.Join(' ', arguments.Prepend(subcommand).Prepend(path).Append("[options]"));
    }

    /// <summary>What the root has for all: <c>--help</c>.</summary>
    private static IEnumerable<Option> Inherited(CommandResult result)
    {
        Symbol root = result.Command;
        while (root.Parents.FirstOrDefault() is { } parent) root = parent;
        return ((Command)root).Options.Where(option => option.Recursive);
    }

    private static IEnumerable<string> Section(string title, IEnumerable<(string Label, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return [];
        int width = all.Max(row => row.Label.Length <= WidestLabel ? row.Label.Length : 0) + Indent.Length;
        string margin = Indent + new string(' ', width);
        return
        [
            title,
            .. all.SelectMany(row => row.Label.Length <= width - Indent.Length
                ? WrappedText.Lines(row.Text, Indent + row.Label.PadRight(width), margin)
                : WrappedText.Lines(row.Text, margin, margin).Prepend(Indent + row.Label)),
            "",
        ];
    }

    private static (string Label, string Text) Row(Command command) => (command.Name, command.Description ?? "");

    private static (string Label, string Text) Row(Argument argument) =>
        ($"<{argument.Name}>", WithDefault(argument.Description, argument.HasDefaultValue ? argument.GetDefaultValue() : null));

    private static (string Label, string Text) Row(Option option)
    {
        var names = option.Aliases.Where(alias => !alias.StartsWith('/')).Prepend(option.Name);
        var inOrder = names.OrderByDescending(name => !name.StartsWith("--", StringComparison.Ordinal)); // -h, --help
        bool isFlag = option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool);
        string value = isFlag ? "" : $" <{option.HelpName ?? option.Name[2..].ToUpperInvariant()}>";
        object? byDefault = !isFlag && option.HasDefaultValue ? option.GetDefaultValue() : null;
        return (string.Join(", ", inOrder) + value, WithDefault(option.Description, byDefault));
    }

    private static string WithDefault(string? description, object? value)
    {
        string text = value switch
        {
            null => "",
            double number => ShortNumber.Text(number),
            string word => word,
            IEnumerable values => string.Join(',', values.Cast<object>()),
            _ => $"{value}",
        };
        return text.Length == 0 ? description ?? "" : $"{description} [default: {text}]";
    }
}
