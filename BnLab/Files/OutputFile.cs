using System.Buffers;
using System.Security.Cryptography;

namespace BnLab.Files;

/// <summary>A file is written under a temporary name, flushed to the disk and renamed: after a kill the old file is there or the new one.</summary>
internal static class OutputFile
{
    private const int Digits = 16, AddedLength = 1 + Digits + 4; // the name is .NAME.DIGITS.tmp

    private const int Blocked = 11, BlockedOnMac = 35, BlockedOnWindows = unchecked((int)0x80070020); // EAGAIN; ERROR_SHARING_VIOLATION

    private static int _unfinished;

    /// <summary>Whether a file is being written now, which takes a moment and is worth waiting for.</summary>
    public static bool IsWriting => Volatile.Read(ref _unfinished) > 0;

    /// <summary>
    /// Makes a file of a random name beside the one that it is to become. While the stream is open, other processes may read the file,
    /// and none takes it for left behind.
    /// </summary>
    public static FileStream CreateTemporary(string path)
    {
        while (true)
        {
            string name = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.{RandomNumberGenerator.GetHexString(Digits, lowercase: true)}.tmp");
            try
            {
                var stream = new FileStream(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
                if (File.Exists(name)) return stream;
                stream.Dispose(); // another run took it for left behind before it was locked
            }
            catch (IOException e) when (IsBlocked(e))
            {
                // As above, and the other has it open still.
            }
        }
    }

    /// <summary>Whether a file could not be opened because another process has it.</summary>
    public static bool IsBlocked(IOException e) => e.HResult is Blocked or BlockedOnMac or BlockedOnWindows;

    /// <summary>The temporary files in a folder, with the files that they were to become.</summary>
    public static IEnumerable<(string Temporary, string Target)> TemporaryIn(string folder) =>
        from file in Directory.EnumerateFiles(folder, ".*.tmp")
        let name = Path.GetFileName(file)
        where name.Length > 1 + AddedLength && name[^AddedLength] == '.' && name.AsSpan()[^(AddedLength - 1)..^4].IndexOfAnyExcept(SearchValues.Create("0123456789abcdef")) < 0
        select (file, Path.Combine(folder, name[1..^AddedLength]));

    /// <summary>Writes a file at once. It is on the disk when this returns; if it throws, the file that was there before is as it was.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using var stream = CreateTemporary(path);
        try
        {
            Fill(stream, write);
            File.Move(stream.Name, path, overwrite: true);
        }
        catch
        {
            TryDelete(stream.Name);
            throw;
        }

        Disk.FlushFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Writes to a stream, and returns when it is on the disk.</summary>
    public static void Fill(FileStream stream, Action<Stream> write)
    {
        Interlocked.Increment(ref _unfinished);
        try
        {
            write(stream);
            Disk.Flush(stream);
        }
        finally
        {
            Interlocked.Decrement(ref _unfinished);
        }
    }

    /// <summary>Opens or creates a file that no other process can open meanwhile; a link, a pipe or a device is refused.</summary>
    /// <param name="what">What the message of a failure says was expected.</param>
    public static FileStream OpenAlone(string path, string what, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not null) throw new IOException("this is a link");

            // Unbuffered: what was written is in the file, even if the process is killed; a write that failed is not repeated on disposal.
            var stream = new FileStream(path, new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
            bool isFile = stream.CanSeek && (stream.Length > 0 || stream.ReadByte() < 0);
            if (isFile && File.Exists(path)) return stream;
            stream.Dispose();
            throw isFile ? new FileNotFoundException("another process has just deleted it") : new IOException("this is a pipe or a device");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected {what} ({e.Message}).", e);
        }
    }

    /// <summary>Closes and deletes a file of <see cref="OpenAlone"/>, so that no other process has it in between.</summary>
    public static void DeleteAlone(FileStream stream)
    {
        if (!OperatingSystem.IsWindows()) File.Delete(stream.Name); // while it is locked
        stream.Dispose();
        if (OperatingSystem.IsWindows()) TryDelete(stream.Name); // not while it is open
    }

    /// <summary>The first free name to keep a file under: <c>.old</c>, <c>.old2</c>, <c>.old3</c> and so on.</summary>
    public static string NameAside(string path)
    {
        for (int number = 1; ; number++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{path}.old{(number == 1 ? "" : number)}");
            if (!Path.Exists(name)) return name;
        }
    }

    /// <summary>Deletes a file if that is possible: the failure before it is what the user is told.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays, under a name that the next run knows.
        }
    }
}
