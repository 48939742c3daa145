using System.Text;

namespace BnLab.Runs;

/// <summary>
/// The finished trainings of a study, one line each, on the disk at once: they are not lost, however the process ends.
/// <c>bnlab merge</c> joins the journals of machines that share a study.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const string Expected = "a journal that can be written to and that no other run is writing";

    private readonly FileStream _stream;
    private readonly Dictionary<int, string> _finished;

    private Journal(FileStream stream, RunKey key, IReadOnlyDictionary<int, string> finished)
    {
        (_stream, Key) = (stream, key);
        _finished = new(finished);
    }

    public RunKey Key { get; }

    /// <summary>The results of trainings as JSON, by the trainings' numbers.</summary>
    public IReadOnlyDictionary<int, string> Finished => _finished;

    /// <summary>What a journal's file is called: <c>sweep-init.journal</c>, of a part <c>sweep-init.1-of-3.journal</c>.</summary>
    public static string FileName(RunKey key) => key.Shards == 1 ? $"{key.Experiment}.journal" : $"{key.Experiment}.{key.Shard}-of-{key.Shards}.journal";

    /// <summary>Begins a journal. What its file already holds is copied to <paramref name="putAside"/>.</summary>
    public static Journal Begin(string path, RunKey key, out string? putAside)
    {
        string? aside = null;
        var journal = Open(path, key, stream =>
        {
            // The file stays open and locked until the first line of the new journal is written, so the old content is copied, not moved.
            if (stream.Length > 0) aside = PutAside(stream, path);
            stream.SetLength(0);
            Begin(stream, key);
            return new Dictionary<int, string>();
        });
        putAside = aside;
        return journal;
    }

    /// <summary>Goes on with a journal, or begins one where there is none.</summary>
    public static Journal Resume(string path, RunKey key) => Open(path, key, stream =>
    {
        var content = JournalContent.Read(stream, path);
        if (content.Key?.Difference(key) is var (theirs, ours))
        {
            throw new InvalidDataException(
                $"{path}: expected the journal of a run with {ours}, but this one is of a run with {theirs}. Without --resume a new one is begun.");
        }

        if (content.Key is { } old && (old.Shard, old.Shards) != (key.Shard, key.Shards))
            throw new InvalidDataException($"{path}: expected the journal of part {key.Shard} of {key.Shards}, but this one is of part {old.Shard} of {old.Shards}.");
        stream.SetLength(content.Length);
        stream.Position = content.Length;
        if (content.Key is null) Begin(stream, key);
        return content.Finished;
    });

    /// <summary>Adds a training; it is on the disk when this returns.</summary>
    /// <param name="result">What the training gave, as JSON.</param>
    /// <param name="isWritten">False for a result that is too large for a file: a run that is resumed has to train again.</param>
    public void Append(int training, string result, bool isWritten = true)
    {
        long length = _stream.Length;
        try
        {
            if (isWritten) Write(_stream, JournalContent.Line(training, result));
        }
        catch (IOException e)
        {
            _stream.SetLength(length); // half a line would damage the file if another worker's follows
            _stream.Position = length;
            throw new IOException($"{_stream.Name}: the journal cannot be written any more ({e.Message}); with --resume the run goes on from what is in it.", e);
        }

        _finished.Add(training, result);
    }

    public void Delete() => OutputFile.DeleteAlone(_stream);

    /// <summary>Closes the file, and deletes it if no training is in it.</summary>
    public void Dispose()
    {
        if (_finished.Count == 0) Delete();
        else _stream.Dispose();
    }

    private static string PutAside(FileStream journal, string path)
    {
        string name = OutputFile.NameAside(path);
        using var copy = OutputFile.OpenAlone(name, Expected, FileMode.CreateNew);
        journal.CopyTo(copy);
        Disk.Flush(copy);
        return name;
    }

    private static Journal Open(string path, RunKey key, Func<FileStream, IReadOnlyDictionary<int, string>> begin)
    {
        var stream = OutputFile.OpenAlone(path, Expected);
        try
        {
            return new(stream, key, begin(stream));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void Begin(FileStream stream, RunKey key)
    {
        try
        {
            Write(stream, JournalContent.Line(key));
            Disk.FlushFolder(Path.GetDirectoryName(stream.Name)!);
        }
        catch (IOException e)
        {
            throw new IOException($"{stream.Name}: the journal cannot be written ({e.Message}).", e);
        }
    }

    private static void Write(FileStream stream, string[] line) => OutputFile.Fill(stream, target =>
    {
        foreach (string part in line) target.Write(Encoding.UTF8.GetBytes(part));
    });
}
