namespace BnLab.Runs;

/// <summary>
/// The checkpoints of a run in its folder, one file for each unfinished training: <c>train.batchnorm.checkpoint</c>. The run
/// keeps its journal open and locked, so no other run writes them.
/// </summary>
internal sealed class CheckpointFolder
{
    private readonly string _path;
    private readonly Action<string> _tell;
    private readonly IReadOnlyList<string> _names;

    /// <param name="names">The trainings of this run.</param>
    /// <param name="resume">Whether to go on from checkpoints that are there, which are checked; else they are put aside.</param>
    /// <param name="tell">Receives a sentence about each.</param>
    public CheckpointFolder(string path, RunKey key, IReadOnlyList<string> names, bool resume, Action<string> tell)
    {
        (_path, Key, _names, _tell) = (path, key, names, tell);
        foreach (string name in names.Where(Has))
        {
            if (resume)
            {
                Read(name, stream => CheckpointFile.ReadHead(stream, key));
                continue;
            }

            string aside = OutputFile.NameAside(PathOf(name));
            File.Move(PathOf(name), aside);
            tell($"beginning anew; an earlier checkpoint is now {aside}. (To go on from it, give it its name back and use --resume.)");
        }
    }

    public RunKey Key { get; }

    /// <summary>The checkpoints that are there.</summary>
    public IEnumerable<string> Paths => _names.Where(Has).Select(PathOf);

    public bool Has(string name) => File.Exists(PathOf(name));

    public void Write(string name, Action<Stream> write)
    {
        string target = PathOf(name);
        try
        {
            OutputFile.Write(target, write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"{target}: the checkpoint cannot be written ({e.Message}){(Has(name) ? "; with --resume the run goes on from the one before" : "")}.", e);
        }
    }

    public T Read<T>(string name, Func<Stream, T> read) =>
        InputFile.Read(PathOf(name), "a checkpoint", read, " Without --resume a new one is begun.");

    public void Tell(string name, int done, int iterations) => _tell($"{PathOf(name)}: {done} of {iterations} iterations are done; going on with the next.");

    public void Delete(string name) => File.Delete(PathOf(name));

    public void DeleteAll() => _names.ToList().ForEach(Delete);

    private string PathOf(string name) => Path.Combine(_path, $"{Key.Experiment}.{name}.checkpoint");
}
