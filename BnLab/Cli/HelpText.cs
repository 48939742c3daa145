using System.Collections;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>Prints the help of the command that was named, made from the command tree: no line is wider than <see cref="WrappedText.Width"/>.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int WidestLabel = 28;
    private const string Indent = "  ";
    private const string RootExample = "train --batchnorm";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (string line in Lines(parseResult)) parseResult.InvocationConfiguration.Output.WriteLine(line);
        return ExitCode.Done;
    }

    private static IEnumerable<string> Lines(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var inherited = parse.RootCommandResult.Command.Options.Where(option => option.Recursive); // --help
        var options = command.Options.Union(inherited).Where(option => !option.Hidden).ToLookup(GlobalOptions.Has);
        var common = command is RootCommand ? GlobalOptions.All.Select(SettingOption.Of) : options[true];
        return
        [
            "Description:",
            .. WrappedText.Lines(command.Description ?? "", Indent, Indent),
            "",
            "Usage:",
            .. WrappedText.Lines(Usage(command, Path(parse.CommandResult)), Indent, Indent + Indent),
            "",
            .. Section("Arguments:", command.Arguments.Select(Row)),
            .. Section("Commands:", command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(Row)),
            .. Section("Options:", options[false].Select(Row)),
            .. Section(command is RootCommand ? "Options that commands have in common:" : "Common options:", common.Select(Row)),
            "Example:",
            $"{Indent}bnlab {(command is ExampleCommand { Example: var example } ? example : RootExample)}",
        ];
    }

    /// <summary>The command after those that contain it: <c>bnlab data info</c>.</summary>
    public static string Path(CommandResult result)
    {
        string name = result.Command is RootCommand ? "bnlab" : result.Command.Name;
        return result.Parent is CommandResult parent ? $"{Path(parent)} {name}" : name;
    }

    private static string Usage(Command command, string path)
    {
        var arguments = command.Arguments.Select(argument =>
        {
            string one = argument.Arity.MaximumNumberOfValues > 1 ? $"<{argument.Name}>..." : $"<{argument.Name}>";
            return argument.Arity.MinimumNumberOfValues == 0 ? $"[{one}]" : one;
        });
        string subcommand = command.Subcommands.Any(candidate => !candidate.Hidden) ? "COMMAND" : "";
        return string.Join(' ', arguments.Prepend(subcommand).Prepend(path).Append("[options]"));
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

    private static (string Label, string Text) Row(Argument argument) => ($"<{argument.Name}>", argument.Description ?? "");

    private static (string Label, string Text) Row(Option option)
    {
        var names = option.Aliases.Where(alias => !alias.StartsWith('/')).Prepend(option.Name);
        string label = string.Join(", ", names.OrderByDescending(name => !name.StartsWith("--", StringComparison.Ordinal))); // -h, --help
        if (option is not SettingOption { Setting: var setting }) return (label, option.Description ?? "");
        string byDefault = !option.HasDefaultValue ? "" : setting.DefaultValue switch
        {
            double number => ShortNumber.Text(number),
            string word => word,
            IEnumerable values => string.Join(',', values.Cast<object>()),
            var value => $"{value}",
        };
        return ($"{label} <{setting.ValueName}>", byDefault.Length == 0 ? setting.Help : $"{setting.Help} [default: {byDefault}]");
    }
}
