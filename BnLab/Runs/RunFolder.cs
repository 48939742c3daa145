namespace BnLab.Runs;

/// <summary>
/// The folder that a run writes to. Files are written under temporary names and get their own together, when all are whole:
/// however the run ends, the folder holds the files of the last run or of this one.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly List<(string Temporary, string Target)> _waiting = [];
    private readonly IReadOnlyList<string> _made;

    private RunFolder(string path, IReadOnlyList<string> made) => (Path, _made) = (path, made);

    /// <summary>As the user named it.</summary>
    public string Path { get; }

    /// <summary>Makes sure that the folder is there and can be written to, before any work is done for it.</summary>
    public static RunFolder Open(string path)
    {
        if (File.Exists(path)) throw new IOException($"--out {path}: expected a folder, but this is a file.");
        IReadOnlyList<string> made = [];
        try
        {
            made = OutputFolder.Create(path);
            string probe = OutputFile.TemporaryName(path, "probe");
            File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose(); // creating it is the test
            return new(path, made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            OutputFolder.RemoveEmpty(made);
            throw new IOException($"--out {path}: expected a folder that can be written to ({e.Message}).", e);
        }
    }

    /// <summary>Writes a file under a temporary name; <see cref="Publish"/> gives it its own.</summary>
    public void Write(string name, Action<Stream> write)
    {
        string temporary = OutputFile.TemporaryName(Path, name), target = System.IO.Path.Combine(Path, name);
        _waiting.Add((temporary, target));
        try
        {
            OutputFile.Write(temporary, write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{target}: the file cannot be written ({e.Message}). The files that were there before are as they were.", e);
        }
    }

    /// <summary>
    /// Gives all written files their names, in order; older files of those names are replaced. Deletes what killed runs left
    /// half-written, and files that an older manifest lists and this run does not write: the new manifest would seem to cover
    /// them. Trained nets stay, as somebody may use them. Returns the nets that were replaced by different ones.
    /// </summary>
    public IReadOnlyList<string> Publish()
    {
        using var turn = new FolderLock(Path);
        foreach (var (_, target) in _waiting)
        {
            if (Directory.Exists(target)) throw new IOException($"{target}: expected a file or nothing, but this is a folder.");
        }

        string[] stale = [.. Stale()];
        string[] replaced =
        [
            .. _waiting.Where(file => IsNet(file.Target) && File.Exists(file.Target) && !FileComparison.AreSame(file.Target, file.Temporary))
                .Select(file => file.Target),
        ];
        foreach (var (temporary, target) in _waiting) OutputFile.Rename(temporary, target);
        _waiting.Clear();
        foreach (string file in stale.Concat(OutputFile.LeftByKilledRuns(Path))) File.Delete(file);
        return replaced;
    }

    private static bool IsNet(string file) => file.EndsWith(".net", StringComparison.Ordinal);

    /// <summary>Files of the manifests that are about to be replaced, which this run does not write.</summary>
    private IEnumerable<string> Stale()
    {
        var written = _waiting.Select(file => file.Target).ToHashSet(StringComparer.Ordinal);
        return from manifest in written
               where manifest.EndsWith(".json", StringComparison.Ordinal) && File.Exists(manifest)
               from name in FilesOf(manifest)
               let file = System.IO.Path.Combine(Path, name)
               where !written.Contains(file) && !IsNet(file) && File.Exists(file)
               select file;
    }

    /// <summary>The files that a manifest lists; none where not all of them are named after its experiment.</summary>
    private static IReadOnlyList<string> FilesOf(string manifest)
    {
        string experiment = System.IO.Path.GetFileNameWithoutExtension(manifest);
        try
        {
            var run = ManifestJson.Read(manifest);
            return run.Experiment == experiment && run.Files.All(name => name.StartsWith($"{experiment}.", StringComparison.Ordinal)) ? run.Files : [];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return []; // not a manifest of bnlab, or damaged: nothing is known of its files
        }
    }

    /// <summary>Deletes what was not published, and the folders that this run made if they are empty.</summary>
    public void Dispose()
    {
        foreach (var (temporary, _) in _waiting) File.Delete(temporary);
        OutputFolder.RemoveEmpty(_made);
    }
}
