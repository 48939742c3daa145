using BnLab.Files;

namespace BnLab.Runs;

/// <summary>
/// The folder that a run writes to. Files are written under temporary names and appear under their own together, when
/// all are whole: whatever happens on the way, the folder holds the files of the last run or of this one.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private readonly List<(string Temporary, string Target)> _waiting = [];
    private readonly List<Task> _flushing = [];
    private readonly IReadOnlyList<string> _made;

    private RunFolder(string path, IReadOnlyList<string> made) => (Path, _made) = (path, made);

    /// <summary>The folder, as the user named it.</summary>
    public string Path { get; }

    /// <summary>Makes sure that the folder is there and can be written to, before any work is done for it.</summary>
    public static RunFolder Open(string path)
    {
        if (File.Exists(path)) throw new IOException($"--out {path}: expected a folder, but this is a file.");
        string[] made = [];
        try
        {
            made = [.. NotThere(path)];
            Directory.CreateDirectory(path);
            string probe = TemporaryFile.PathOf(path, "probe");
            using (File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose))
            {
                // Creating it is the test.
            }

            return new(path, made);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TakeAwayEmpty(made);
            throw new IOException($"--out {path}: expected a folder that can be written to ({e.Message}).", e);
        }
    }

    /// <summary>
    /// Writes a file under a temporary name; <see cref="Publish"/> gives it its own. It is flushed to the disk beside what comes
    /// next: a disk can take as long for one file as for all.
    /// </summary>
    public void Write(string name, Action<Stream> write)
    {
        string temporary = TemporaryFile.PathOf(Path, name), target = System.IO.Path.Combine(Path, name);
        _waiting.Add((temporary, target));
        Try(target, () =>
        {
            using var stream = File.Create(temporary);
            write(stream);
        });
        _flushing.Add(Task.Run(() => Try(target, () =>
        {
            using var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.Write);
            RandomAccess.FlushToDisk(file);
        })));
    }

    /// <summary>
    /// Gives all files that were written their names, in their order; older files of those names are replaced. Files that
    /// an older manifest lists and this run does not write are taken away: beside the new manifest they would pass for its. So
    /// is what killed runs have left half-written. Trained nets stay, as somebody may use them.
    /// </summary>
    public IReadOnlyList<string> Publish()
    {
        foreach (var flush in _flushing) flush.GetAwaiter().GetResult();
        using var turn = new FolderLock(Path);
        foreach (var (_, target) in _waiting)
        {
            if (Directory.Exists(target)) throw new IOException($"{target}: expected a file or nothing, but this is a folder.");
        }

        string[] stale = [.. Stale()];
        string[] replaced = [.. _waiting.Where(file => IsNet(file.Target) && File.Exists(file.Target) && !FileComparison.AreSame(file.Target, file.Temporary)).Select(file => file.Target)];
        foreach (var (temporary, target) in _waiting) File.Move(temporary, target, overwrite: true);
        _waiting.Clear();
        foreach (string file in stale.Concat(TemporaryFile.LeftByKilledRuns(Path))) File.Delete(file);
        return replaced;
    }

    private static bool IsNet(string file) => file.EndsWith(".net", StringComparison.Ordinal);

    /// <summary>The files that only the manifests list which are about to be replaced.</summary>
    private IEnumerable<string> Stale()
    {
        var written = _waiting.Select(file => file.Target).ToHashSet(StringComparer.Ordinal);
        return from manifest in written
               where manifest.EndsWith(".json", StringComparison.Ordinal) && File.Exists(manifest)
               let experiment = System.IO.Path.GetFileNameWithoutExtension(manifest)
               from name in ManifestJson.Files(File.ReadAllBytes(manifest), experiment)
               let file = System.IO.Path.Combine(Path, name)
               where !written.Contains(file) && !IsNet(file) && File.Exists(file)
               select file;
    }

    /// <summary>Takes away what was not published, and the folder and those around it if this run made them and left nothing in them.</summary>
    public void Dispose()
    {
        Task.WhenAll(_flushing).ContinueWith(_ => { }, TaskScheduler.Default).Wait(); // however they end: an open file cannot be deleted everywhere
        foreach (var (temporary, _) in _waiting) File.Delete(temporary);
        TakeAwayEmpty(_made);
    }

    /// <summary>The folder and those around it that are not there, the innermost first.</summary>
    private static IEnumerable<string> NotThere(string folder)
    {
        for (string? path = System.IO.Path.GetFullPath(folder); path is not null && !Directory.Exists(path); path = System.IO.Path.GetDirectoryName(path)) yield return path;
    }

    private static void TakeAwayEmpty(IEnumerable<string> folders)
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

    private static void Try(string target, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{target}: the file cannot be written ({e.Message}). The files that were there before are as they were.", e);
        }
    }
}
