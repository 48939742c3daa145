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
