using System.Collections;
using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace BnLab.Cli;

/// <summary>Prints the help of the command that was named, made from the command tree: as wide as the terminal.</summary>
/// <param name="groups">The commands by purpose.</param>
internal sealed class HelpText(IReadOnlyList<(string Title, string[] Commands)> groups) : SynchronousCommandLineAction
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

    private IEnumerable<string> Lines(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var inherited = parse.RootCommandResult.Command.Options.Where(option => option.Recursive); // --help
        var options = command.Options.Union(inherited).Where(option => !option.Hidden).ToLookup(GlobalOptions.Has);
        int longest = command.Subcommands.Max(subcommand => (int?)subcommand.Name.Length) ?? 0;
        var common = command is RootCommand ? GlobalOptions.All.Select(SettingOption.Of) : options[true];
        return
        [
            "Description:",
            .. Wrapped(command.Description ?? "", Indent, Indent),
            "",
            "Usage:",
            .. Wrapped(Usage(command, Path(parse.CommandResult)), Indent, Indent + Indent),
            "",
            .. Section("Arguments:", command.Arguments.Select(Row)),
            .. command is RootCommand
                ? groups.SelectMany(group => Section($"{group.Title}:", command.Subcommands.Where(subcommand => group.Commands.Contains(subcommand.Name)).Select(Row), least: longest))
                : Section("Commands:", command.Subcommands.Where(subcommand => !subcommand.Hidden).Select(Row)),
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

    private static IEnumerable<string> Section(string title, IEnumerable<(string Label, string Text)> rows, int least = 0)
    {
        var all = rows.ToList();
        if (all.Count == 0) return [];
        int width = all.Max(row => row.Label.Length <= WidestLabel ? int.Max(row.Label.Length, least) : least) + Indent.Length;
        string margin = Indent + new string(' ', width);
        return
        [
            title,
            .. all.SelectMany(row => row.Label.Length <= width - Indent.Length
                ? Wrapped(row.Text, Indent + row.Label.PadRight(width), margin)
                : Wrapped(row.Text, margin, margin).Prepend(Indent + row.Label)),
            "",
        ];
    }

    private static IEnumerable<string> Wrapped(string text, string first, string next) => WrappedText.Lines(text, first, next, Terminal.Columns);

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
