namespace BnLab.Runs;

/// <summary>Opens files with nets, and gives their names to what is wrong with them.</summary>
internal static class CheckpointInput
{
    /// <summary>Reads a file.</summary>
    public static void Read(string path, string what, Action<Stream> read, string advice = "")
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: expected {what}, but this is a folder.");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: expected {what}, but there is no such file.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);
            Read(path, stream, what, read, advice);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected {what}, but the file cannot be read ({e.Message}).", e);
        }
    }

    /// <summary>Reads a file that is open.</summary>
    public static void Read(string path, Stream content, string what, Action<Stream> read, string advice = "")
    {
        try
        {
            if (!content.CanSeek) throw new InvalidDataException($"expected {what}, but this is a pipe or a device");
            read(content);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}.{advice}", e);
        }
    }
}
