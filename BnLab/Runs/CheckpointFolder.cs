namespace BnLab.Runs;

/// <summary>
/// The checkpoints of a run in its folder, one file for each net: <c>train.batchnorm.checkpoint</c>. A file is written
/// under another name, flushed to the disk and then renamed: whatever happens, the old one is there or the new one.
/// </summary>
internal sealed class CheckpointFolder : IDisposable
{
    private readonly string _path;
    private readonly FileStream _turn;

    /// <summary>Takes the folder for one run at a time.</summary>
    public CheckpointFolder(string path, RunKey run)
    {
        (_path, Run) = (path, run);
        try
        {
            _turn = new FileStream(
                Path.Combine(path, $".{run.Experiment}.checkpoints.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--out {path}: expected a folder that no other run writes checkpoints to ({e.Message}); wait for that run, or name another folder.", e);
        }
    }

    /// <summary>What the checkpoints belong to.</summary>
    public RunKey Run { get; }

    /// <summary>A net's file.</summary>
    public string PathOf(string net) => Path.Combine(_path, $"{Run.Experiment}.{net}.checkpoint");

    /// <summary>Whether there is a checkpoint of a net.</summary>
    public bool Has(string net) => File.Exists(PathOf(net));

    /// <summary>Keeps a net's checkpoint of an earlier run under the first free name: <c>.old</c>, <c>.old2</c> and so on.</summary>
    public string? PutAside(string net)
    {
        if (!Has(net)) return null;
        string aside = Enumerable.Range(1, int.MaxValue)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{PathOf(net)}.old{(number == 1 ? "" : number)}"))
            .First(name => !File.Exists(name));
        File.Move(PathOf(net), aside);
        return aside;
    }

    /// <summary>Writes a net's checkpoint.</summary>
    public void Write(string net, Action<Stream> write)
    {
        string target = PathOf(net), temporary = Temporary(net);
        try
        {
            try
            {
                using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                File.Move(temporary, target, overwrite: true);
            }
            finally
            {
                File.Delete(temporary); // it is there only if something went wrong
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{target}: the checkpoint cannot be written ({e.Message}){(Has(net) ? "; with --resume the run goes on from the one before" : "")}.", e);
        }
    }

    /// <summary>Reads a net's checkpoint.</summary>
    public void Read(string net, Action<Stream> read) =>
        CheckpointInput.Read(PathOf(net), "a checkpoint", read, " Without --resume a new one is begun.");

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Always the same name: what a killed run leaves is overwritten by the next one, and there is one run at a time.
    private string Temporary(string net) => Path.Combine(_path, $".{Run.Experiment}.{net}.checkpoint.tmp");
}
