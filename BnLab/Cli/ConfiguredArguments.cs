using System.CommandLine;

namespace BnLab.Cli;

/// <summary>A command line to which the options of its <c>--config</c> file are added, as if they had been typed.</summary>
/// <param name="Arguments">What was typed, without <c>--config</c>, and the options of the file.</param>
/// <param name="FromFile">The names of the options that the file has set.</param>
internal sealed record ConfiguredArguments(string[] Arguments, string File, IReadOnlySet<string> FromFile)
{
    // A manifest says what a run computed. These say where it wrote, what it printed and where it began.
    private static readonly HashSet<string> NotTakenFromManifests = new(StringComparer.Ordinal) { "out", "quiet", "json", "verbose", "resume" };

    /// <summary>Null if the command line names no file.</summary>
    public static ConfiguredArguments? Of(string[] arguments, ParseResult parse)
    {
        if (parse.CommandResult.Command is not ExampleCommand command) return null;
        if (parse.Result(GlobalOptions.Config)?.Tokens is not [{ Value: var path }] || path.StartsWith('-')) return null;
        var content = OptionsFile.Read(path);
        bool isManifest = content.Experiment is not null;
        if (isManifest && content.Experiment != command.Name)
            throw new InvalidDataException($"{path}: expected options of 'bnlab {command.Name}', but this is the manifest of a run of '{content.Experiment}'.");

        var known = command.Settings.Where(setting => setting.Name != GlobalOptions.Config.Name).ToList();
        var added = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (name, value) in content.Options)
        {
            string typed = name.StartsWith("--", StringComparison.Ordinal) ? name : $"--{name}";
            var setting = known.Find(candidate => candidate.Name == typed || candidate.Aliases.Contains(typed));
            bool isCommon = GlobalOptions.All.Any(common => common.Key == name); // earlier builds recorded them all, used or not
            if (isManifest && (NotTakenFromManifests.Contains(name) || (setting is null && isCommon))) continue;
            if (setting is null)
            {
                string question = NearestName.Question(name, known.Select(candidate => candidate.Key));
                throw new InvalidDataException($"{path}: '{name}': unknown option of 'bnlab {command.Name}'.{question}");
            }

            if (!added.TryAdd(setting.Name, parse.IsTyped(setting) ? [] : Words(setting, value, path)))
                throw new InvalidDataException($"{path}: '{name}': this option stands there twice.");
        }

        var fromFile = added.Where(option => option.Value.Length > 0).Select(option => option.Key).ToHashSet(StringComparer.Ordinal);
        return new(Replaced(arguments, added.Values.SelectMany(words => words)), path, fromFile);
    }

    /// <summary>The message, headed by the file's name if the file has set the option.</summary>
    public string Named(string option, string message) => FromFile.Contains(option) ? $"{File}: {message}" : message;

    /// <summary>An option of the file as it would be typed.</summary>
    private static string[] Words(Setting setting, string value, string path) => (setting.IsFlag, value) switch
    {
        (true, "true") => [setting.Name],
        (true, "false") => [],
        (true, _) => throw new InvalidDataException($"{path}: '{setting.Key}': expected true or false, not '{value}'."),
        (false, "") => [setting.Name, ""],
        _ => [$"{setting.Name}={value}"],
    };

    /// <summary>The arguments without <c>--config FILE</c>, and with the added ones, before a <c>--</c> that ends all options.</summary>
    private static string[] Replaced(string[] arguments, IEnumerable<string> added)
    {
        string name = GlobalOptions.Config.Name;
        var typed = arguments.ToList();
        int at = typed.FindIndex(word => word == name || word.StartsWith($"{name}=", StringComparison.Ordinal) || word.StartsWith($"{name}:", StringComparison.Ordinal));
        typed.RemoveRange(at, typed[at] == name ? 2 : 1);
        int end = typed.IndexOf("--");
        typed.InsertRange(end < 0 ? typed.Count : end, added);
        return [.. typed];
    }
}
