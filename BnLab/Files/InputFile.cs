namespace BnLab.Files;

/// <summary>Opens files that a user names, with messages that say what was expected.</summary>
internal static class InputFile
{
    /// <summary>The first free name to keep a file under: <c>.old</c>, <c>.old2</c>, <c>.old3</c> and so on.</summary>
    public static string NameAside(string path)
    {
        for (int number = 1; ; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{path}.old{(number == 1 ? "" : number)}");
            if (!Path.Exists(name)) return name;
        }
    }

    /// <summary>Opens a file for reading.</summary>
    public static FileStream Open(string path, string what)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: expected {what}, but this is a folder.");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: expected {what}, but there is no such file.");
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.CanSeek && (stream.Length > 0 || stream.ReadByte() < 0)) return stream;
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected {what}, but the file cannot be read ({e.Message}).", e);
        }

        throw new IOException($"{path}: expected {what}, but this is a pipe or a device.");
    }
}
