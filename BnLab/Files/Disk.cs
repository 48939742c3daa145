using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace BnLab.Files;

/// <summary>Waits until what was written is on the disk. .NET's own flush says nothing where the system reports that it could not.</summary>
internal static partial class Disk
{
    private const int Interrupted = 4, InvalidArgument = 22; // EINTR; EINVAL: there is nothing to flush on this kind of file system

    /// <summary>The content of a file.</summary>
    /// <exception cref="IOException">It is not on the disk: that is full, broken or gone.</exception>
    public static void Flush(FileStream stream)
    {
        stream.Flush();
        Flush(stream.SafeFileHandle);
    }

    /// <summary>The names of the files in a folder. Windows keeps them with the files.</summary>
    /// <exception cref="IOException">They are not on the disk.</exception>
    public static void FlushFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        try
        {
            using var folder = OpenFolder(path, flags: 0); // to read
            if (folder.IsInvalid) throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            Flush(folder);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: the folder cannot be flushed to the disk ({e.Message}).", e);
        }
    }

    private static void Flush(SafeFileHandle handle)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!FlushFileBuffers(handle)) throw new IOException(Marshal.GetLastPInvokeErrorMessage());
            return;
        }

        while (Synchronize(handle) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error == InvalidArgument) return;
            if (error != Interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle file);
}
