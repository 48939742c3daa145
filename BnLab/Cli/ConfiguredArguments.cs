using System.CommandLine;
using System.CommandLine.Help;
using BnLab.Experiments;

namespace BnLab.Cli;

/// <summary>A command line on which the options of its <c>--config</c> file stand as if they had been typed.</summary>
/// <param name="Arguments">What was typed, without <c>--config</c>, and the options of the file.</param>
/// <param name="File">The file.</param>
/// <param name="FromFile">The names of the options that the file has set.</param>
internal sealed record ConfiguredArguments(string[] Arguments, string File, IReadOnlySet<string> FromFile)
{
    // A manifest says what a run was. Where it wrote, what it printed and where it had begun are of that day.
    private static readonly HashSet<string> NotTakenFromManifests = new(StringComparer.Ordinal) { "out", "quiet", "json", "verbose", "resume" };

    /// <summary>Reads the file that a command line names.</summary>
    public static ConfiguredArguments? Of(string[] arguments, ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        if (command.Options.FirstOrDefault(option => option.Name == GlobalOptions.Config.Name) is not { } config || parse.GetResult(config)?.Tokens is not [var file] || file.Value.StartsWith('-')) return null;
        string path = file.Value;
        var content = OptionsFile.Read(path);
        bool isManifest = content.Experiment is not null;
        if (isManifest && content.Experiment != command.Name)
            throw new InvalidDataException($"{path}: expected options of 'bnlab {command.Name}', but this is the manifest of a run of '{content.Experiment}'.");

        Option[] known = [.. command.Options.Where(option => option is not (HelpOption or VersionOption) && option != config)];
        var fromFile = new HashSet<string>(StringComparer.Ordinal);
        var added = new List<string>();
        foreach (var (name, value) in content.Options)
        {
            if (isManifest && NotTakenFromManifests.Contains(name)) continue;
            if (isManifest && Find(known, name) is null && GlobalOptions.All.Any(setting => setting.Key == name)) continue; // earlier builds recorded them all, used or not
            var option = Find(known, name) ?? throw new InvalidDataException(
                $"{path}: '{name}': unknown option of 'bnlab {command.Name}'.{NearestName.Question(name, known.Select(o => o.Name[2..]))}");
            if (!fromFile.Add(option.Name)) throw new InvalidDataException($"{path}: '{name}': this option stands there twice.");
            if (parse.GetResult(option) is { Implicit: false })
            {
                fromFile.Remove(option.Name);
                continue;
            }

            added.AddRange(Tokens(option, value, path));
        }

        var typed = arguments.ToList();
        int at = typed.FindIndex(word => word == config.Name || word.StartsWith($"{config.Name}=", StringComparison.Ordinal) || word.StartsWith($"{config.Name}:", StringComparison.Ordinal));
        typed.RemoveRange(at, typed[at] == config.Name ? 2 : 1);
        int end = typed.IndexOf("--"); // which ends all options
        typed.InsertRange(end < 0 ? typed.Count : end, added);
        return new([.. typed], path, fromFile);
    }

    /// <summary>A message that names the file where it is about an option that the file has set.</summary>
    public string Named(string option, string message) => FromFile.Contains(option) ? $"{File}: {message}" : message;

    private static Option? Find(IEnumerable<Option> known, string name)
    {
        string typed = name.StartsWith("--", StringComparison.Ordinal) ? name : $"--{name}";
        return known.FirstOrDefault(option => option.Name == typed || option.Aliases.Contains(typed));
    }

    private static string[] Tokens(Option option, string value, string path)
    {
        if (option is not Option<bool>) return value.Length == 0 ? [option.Name, ""] : [$"{option.Name}={value}"];
        return value switch
        {
            "true" => [option.Name],
            "false" => [],
            _ => throw new InvalidDataException($"{path}: '{option.Name[2..]}': expected true or false, not '{value}'."),
        };
    }
}
