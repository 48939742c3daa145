namespace BnLab.Cli.Commands;

/// <summary>Short names for runs that are shown together, made of what differs between them.</summary>
internal static class RunLabels
{
    private const int MostOptions = 3; // with more, a name is not short

    // Options that say how a run was made, not what it is.
    private static readonly HashSet<string> Aside = new(StringComparer.Ordinal)
    {
        "out", "quiet", "json", "verbose", "workers", "resume", "shard", "print-every", "renderer", "size", "dpi", "theme",
    };

    /// <summary>One name for each run, all different: the options that differ, if manifests list them and there are few; else folders; else numbers.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<(string Path, RunManifest? Manifest)> runs)
    {
        string[]? options = runs.All(run => run.Manifest is not null) ? ByOptions([.. runs.Select(run => run.Manifest!)]) : null;
        return options is not null && AreDifferent(options) ? options
            : Folders(1) is var names && AreDifferent(names) ? names
            : Folders(2) is var paths && AreDifferent(paths) ? paths
            : [.. runs.Select((_, i) => $"run {i + 1}")];

        string[] Folders(int depth) => [.. runs.Select(run => Folder(run.Path, depth))];
    }

    private static string[]? ByOptions(RunManifest[] runs)
    {
        var options = runs.Select(run => run.Options.GroupBy(option => option.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal)).ToArray();
        string[] differing = [.. options.SelectMany(run => run.Keys).Distinct(StringComparer.Ordinal)
            .Where(name => !Aside.Contains(name) && options.Select(run => run.GetValueOrDefault(name)).Distinct(StringComparer.Ordinal).Count() > 1)];
        if (differing.Length is 0 or > MostOptions) return null;
        return [.. options.Select(run => string.Join(", ", differing.Select(name => Words(name, run.GetValueOrDefault(name)))))];
    }

    private static string Words(string name, string? value) => value switch
    {
        null or "false" => $"no {name}",
        "true" => name,
        _ => $"{name} {value}",
    };

    private static string Folder(string path, int depth)
    {
        string[] folders = (Path.GetDirectoryName(Path.GetFullPath(path)) ?? "").Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', folders.TakeLast(depth));
    }

    private static bool AreDifferent(string[] names) =>
        names.All(name => name.Length > 0) && names.Distinct(StringComparer.Ordinal).Count() == names.Length;
}
