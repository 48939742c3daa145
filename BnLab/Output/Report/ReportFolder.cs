namespace BnLab.Output.Report;

/// <summary>The runs that a folder and its direct subfolders hold.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Runs">In the order in which the page shows them.</param>
/// <param name="Damaged">What is wrong with manifests that cannot be read, one line each.</param>
public sealed record ReportFolder(string Path, IReadOnlyList<ReportRun> Runs, IReadOnlyList<string> Damaged)
{
    /// <summary>Reads all manifests, <c>NAME.json</c>.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="experiments">The experiments in the order of the page, each with a sentence that says what it does.</param>
    /// <exception cref="IOException">There is no such folder, or it cannot be listed.</exception>
    public static ReportFolder Read(string path, IReadOnlyList<(string Name, string Summary)> experiments)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        if (!Directory.Exists(path)) throw new DirectoryNotFoundException($"{path}: expected a folder with runs, but {(File.Exists(path) ? "this is a file" : "there is no such folder")}.");
        var runs = new List<ReportRun>();
        var damaged = new List<string>();
        foreach (string folder in Directory.EnumerateDirectories(path).Where(folder => !IsHidden(folder)).Order(StringComparer.Ordinal).Prepend(path))
        {
            string subfolder = folder == path ? "" : System.IO.Path.GetFileName(folder);
            foreach (string file in Files(folder, damaged))
            {
                try
                {
                    var manifest = ManifestReader.Read(file);
                    string summary = experiments.FirstOrDefault(experiment => experiment.Name == manifest.Experiment).Summary ?? "";
                    runs.Add(new(folder, subfolder, manifest, summary));
                }
                catch (Exception e) when (e is InvalidDataException or IOException)
                {
                    damaged.Add(e.Message.ReplaceLineEndings(" "));
                }
            }
        }

        var taken = runs.CountBy(run => run.ShortName, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var named = runs.Select(run => run with { Name = taken[run.ShortName] == 1 ? run.ShortName : run.LongName });
        return new(path, [.. named.OrderBy(run => Place(run.Manifest.Experiment))], damaged); // a stable sort: by folder within an experiment

        int Place(string name)
        {
            for (int i = 0; i < experiments.Count; i++)
            {
                if (experiments[i].Name == name) return i;
            }

            return experiments.Count;
        }
    }

    private static IEnumerable<string> Files(string folder, List<string> damaged)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.json").Where(file => !IsHidden(file)).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException e)
        {
            damaged.Add($"{folder}: expected a folder that can be listed ({e.Message})");
            return [];
        }
    }

    private static bool IsHidden(string path) => System.IO.Path.GetFileName(path).StartsWith('.');
}
