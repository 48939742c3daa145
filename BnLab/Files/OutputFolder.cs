namespace BnLab.Files;

/// <summary>Makes folders, and removes them again if they stay empty.</summary>
internal static class OutputFolder
{
    /// <summary>Makes a folder, and those around it that are not there; returns what was made, the innermost first.</summary>
    public static IReadOnlyList<string> Create(string folder)
    {
        List<string> made = [];
        for (string? path = Path.GetFullPath(folder); path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path)) made.Add(path);
        try
        {
            Directory.CreateDirectory(folder);
            return made;
        }
        catch
        {
            RemoveEmpty(made);
            throw;
        }
    }

    /// <summary>Whether two paths lead to one folder, by whatever links: a file that is made in one is in the other.</summary>
    public static bool AreSame(string path, string other)
    {
        if (!Directory.Exists(path) || !Directory.Exists(other)) return false;
        using var probe = OutputFile.CreateTemporary(Path.Combine(path, "probe"));
        bool isThere = File.Exists(Path.Combine(other, Path.GetFileName(probe.Name)));
        File.Delete(probe.Name);
        return isThere;
    }

    public static void RemoveEmpty(IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Something is in it, or it is not there any more.
            }
        }
    }
}
