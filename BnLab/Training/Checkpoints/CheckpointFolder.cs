using BnLab.Results;

namespace BnLab.Training.Checkpoints;

/// <summary>
/// The checkpoints of a run in its folder, one file for each net: <c>train.batchnorm.checkpoint</c>. A file is written
/// under another name, flushed to the disk and then renamed: whatever happens, the old one is there or the new one.
/// </summary>
/// <param name="path">The folder.</param>
/// <param name="run">What the run is.</param>
internal sealed class CheckpointFolder(string path, JournalHeader run)
{
    /// <summary>What the checkpoints belong to.</summary>
    public JournalHeader Run => run;

    /// <summary>A net's file.</summary>
    /// <param name="net">Its name.</param>
    public string PathOf(string net) => Path.Combine(path, $"{run.Experiment}.{net}.checkpoint");

    /// <summary>Whether there is a checkpoint of a net.</summary>
    public bool Has(string net) => File.Exists(PathOf(net));

    /// <summary>Keeps a net's checkpoint of an earlier run under another name.</summary>
    /// <returns>The new name; null if there was none.</returns>
    public string? PutAside(string net)
    {
        if (!Has(net)) return null;
        string aside = PathOf(net) + ".old";
        File.Move(PathOf(net), aside, overwrite: true);
        return aside;
    }

    /// <summary>Writes a net's checkpoint.</summary>
    /// <exception cref="IOException">The disk is full, or the folder cannot be written to; the checkpoint before is still there.</exception>
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
            throw new IOException($"{target}: the checkpoint cannot be written ({e.Message}); with --resume the run goes on from the one before.", e);
        }
    }

    /// <summary>Reads a net's checkpoint.</summary>
    /// <exception cref="InvalidDataException">It is not what is expected; the message names the file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public void Read(string net, Action<Stream> read) =>
        CheckpointInput.Read(PathOf(net), "a checkpoint", read, " Without --resume a new one is begun.");

    // Always the same name: what a killed run leaves is overwritten by the next one.
    private string Temporary(string net) => Path.Combine(path, $".{run.Experiment}.{net}.checkpoint.tmp");
}
