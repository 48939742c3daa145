namespace BnLab.Runs;

/// <summary>
/// The folder that a run writes to. Files are written under temporary names first. The manifest is renamed before all others: from
/// then on, however the run ends, the folder holds this run, since <see cref="RecordedFile"/> finds each file by its checksum.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly List<(FileStream Stream, string Target)> _waiting = [];
    private readonly List<KeyValuePair<string, string>> _checksums = [];
    private readonly IReadOnlyList<string> _made;
    private bool _isRun;

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
            using (var probe = OutputFile.CreateTemporary(System.IO.Path.Combine(path, "probe"))) File.Delete(probe.Name); // creating it is the test
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
        string target = System.IO.Path.Combine(Path, name);
        try
        {
            var stream = OutputFile.CreateTemporary(target);
            _waiting.Add((stream, target));
            OutputFile.Fill(stream, write);
            _checksums.Add(new(name, RecordedFile.Checksum(stream)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{target}: the file cannot be written ({e.Message}). The files that were there before are as they were.", e);
        }
    }

    /// <summary>Writes the manifest of the files that were written before as <c>NAME.json</c>, and returns it with their sums.</summary>
    public RunManifest Write(RunManifest manifest)
    {
        manifest = manifest with { Checksums = [.. _checksums] };
        Write($"{manifest.Experiment}.json", stream => ManifestJson.Write(manifest, stream));
        _waiting.Insert(0, _waiting[^1]);
        _waiting.RemoveAt(_waiting.Count - 1);
        _isRun = true;
        return manifest;
    }

    /// <summary>
    /// Gives all written files their names, the manifest first; older files of those names are replaced. Completes what killed runs
    /// left, and deletes files that the older manifest lists and this run does not write: the new manifest would seem to cover
    /// them. Trained nets stay, as somebody may use them.
    /// </summary>
    /// <param name="tell">Receives a sentence about files that went.</param>
    public void Publish(Action<string> tell)
    {
        Disk.FlushFolder(Path);
        using var turn = new FolderLock(Path, tell);
        foreach (var (_, target) in _waiting)
        {
            if (Directory.Exists(target)) throw new IOException($"{target}: expected a file or nothing, but this is a folder.");
        }

        RunFile.CompleteAll(Path);
        string[] stale = [.. Stale()];
        string[] nets = [.. _waiting.Where(file => IsNet(file.Target) && File.Exists(file.Target) && !IsSame(file.Stream, file.Target)).Select(file => file.Target)];
        List<string> failures = [];
        foreach (var (stream, target) in _waiting.ToList())
        {
            try
            {
                File.Move(stream.Name, target, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                if (!_isRun || stream == _waiting[0].Stream) throw new IOException($"{target}: the file cannot be replaced ({e.Message}).", e);
                failures.Add($"{target}: the file cannot be replaced ({e.Message}); the new one is {stream.Name}, where bnlab finds it.");
            }

            stream.Dispose();
        }

        _waiting.Clear();
        if (failures.Count > 0) throw new IOException(failures[0]);
        foreach (string file in stale) File.Delete(file);
        Disk.FlushFolder(Path);
        if (nets.Length > 0) tell($"replaced nets of an earlier run that were not the same: {string.Join(", ", nets)}. Another --out keeps both.");
        if (stale.Length > 0) tell($"removed files of the run before, which this one does not write: {string.Join(", ", stale)}.");
    }

    private static bool IsNet(string file) => file.EndsWith(".net", StringComparison.Ordinal);

    private static bool IsSame(FileStream written, string path) => RecordedFile.Checksum(path) == RecordedFile.Checksum(written);

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
        foreach (var (stream, _) in _waiting)
        {
            stream.Dispose();
            OutputFile.TryDelete(stream.Name);
        }

        OutputFolder.RemoveEmpty(_made);
    }
}
