namespace BnLab.Runs;

/// <summary>The runs that a folder and its direct subfolders hold.</summary>
/// <param name="Runs">Each with its folder, that folder's name below the searched one (empty for this one itself), and its manifest.</param>
/// <param name="Damaged">What is wrong with manifests that cannot be read, one line each.</param>
internal sealed record FoundRuns(IReadOnlyList<(string Folder, string Subfolder, RunManifest Manifest)> Runs, IReadOnlyList<string> Damaged)
{
    public static FoundRuns In(string path)
    {
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"{path}: expected a folder with runs, but {(File.Exists(path) ? "this is a file" : "there is no such folder")}.");
        List<(string, string, RunManifest)> runs = [];
        List<string> damaged = [];
        foreach (string folder in Directory.EnumerateDirectories(path).Where(folder => !IsHidden(folder)).Order(StringComparer.Ordinal).Prepend(path))
        {
            foreach (string file in Files(folder, damaged))
            {
                try
                {
                    runs.Add((folder, folder == path ? "" : Path.GetFileName(folder), ManifestJson.Read(file)));
                }
                catch (Exception e) when (e is InvalidDataException or IOException)
                {
                    damaged.Add(e.Message.ReplaceLineEndings(" "));
                }
            }
        }

        return new(runs, damaged);
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

    private static bool IsHidden(string path) => Path.GetFileName(path).StartsWith('.');
}
