namespace BnLab.Runs;

/// <summary>Files of runs, by what the manifests beside them say.</summary>
internal static class RunFile
{
    /// <summary>Where a file that a user names is to be read: it may be one of a run that was killed before the file had its name.</summary>
    /// <param name="tell">Receives a sentence if it is not what its run wrote.</param>
    public static string Find(string path, Action<string> tell)
    {
        if (FigureFile.Manifest(path) is not { } manifest) return path;
        try
        {
            return RecordedFile.Find(path, manifest.ChecksumOf(Path.GetFileName(path)));
        }
        catch (InvalidDataException e)
        {
            tell(e.Message);
            return path;
        }
    }

    /// <summary>Gives files of killed runs their names, where a manifest lists them, and deletes the others. No other run may publish meanwhile.</summary>
    public static void CompleteAll(string folder)
    {
        foreach (var (temporary, path) in OutputFile.TemporaryIn(folder).ToList())
        {
            try
            {
                using var left = OutputFile.OpenAlone(temporary, "a file that no run is writing", FileMode.Open);
                if (FigureFile.Manifest(path)?.ChecksumOf(Path.GetFileName(path)) == RecordedFile.Checksum(left)) File.Move(temporary, path, overwrite: true);
                else File.Delete(temporary);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A run is writing it, or it cannot be renamed or deleted.
            }
        }
    }
}
