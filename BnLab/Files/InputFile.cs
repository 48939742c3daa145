namespace BnLab.Files;

/// <summary>Opens files that a user names, with messages that say what was expected.</summary>
internal static class InputFile
{
    /// <summary>Looks before it opens: a pipe, a device or a socket would have to be waited for, and has no length.</summary>
    public static FileStream Open(string path, string what)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: expected {what}, but this is a folder.");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: expected {what}, but there is no such file.");
        try
        {
            if (LeadsNowhere(path)) throw new InvalidDataException($"{path}: expected {what}, but this is a link that leads nowhere.");
            if (new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) is { Exists: true, Length: > 0 }) return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, what, e);
        }

        throw new InvalidDataException($"{path}: expected {what}, but this is empty, a pipe or a device.");
    }

    /// <summary>All bytes of a file.</summary>
    public static byte[] ReadAll(string path, string what) => Read(path, what, stream =>
    {
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });

    private static bool LeadsNowhere(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false };
        }
        catch (IOException)
        {
            return true; // links in a circle
        }
    }

    /// <summary>Reads a file, and names it where <paramref name="read"/> refuses its content.</summary>
    /// <param name="advice">Ends the message: what to do then.</param>
    public static T Read<T>(string path, string what, Func<Stream, T> read, string advice = "")
    {
        using var stream = Open(path, what);
        try
        {
            return read(stream);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}.{advice}", e);
        }
        catch (IOException e)
        {
            throw Unreadable(path, what, e);
        }
    }

    private static IOException Unreadable(string path, string what, Exception e) =>
        new($"{path}: expected {what}, but the file cannot be read ({e.Message}).", e);
}
