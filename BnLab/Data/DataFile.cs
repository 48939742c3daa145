namespace BnLab.Data;

/// <summary>Opens files of data sets that were there a moment ago.</summary>
internal static class DataFile
{
    /// <summary>Opens a file for reading. Who removes or replaces it from now on changes nothing of what is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes that are read ahead; 0 for none.</param>
    /// <exception cref="IOException">It has vanished, may not be read, or is a pipe or a device.</exception>
    public static FileStream Open(string path, int bufferSize)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize);
            if (stream.CanSeek && (stream.Length > 0 || stream.ReadByte() < 0)) return stream;
            stream.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected a file of a data set that can be read, but it cannot ({e.Message}).", e);
        }

        throw new IOException($"{path}: expected a file of a data set, but this is a pipe or a device.");
    }
}
