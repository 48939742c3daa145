using System.Diagnostics;

namespace BnLab.Files;

/// <summary>A file is written under a temporary name, flushed to the disk and renamed: after a kill the old file is there or the new one.</summary>
internal static class OutputFile
{
    private const string Ending = ".tmp";

    private static readonly string Owner = $".{Environment.MachineName}-";

    /// <summary>
    /// Names machine and process, so that two runs in one folder do not collide and the files of killed runs can be found.
    /// (On a shared disk nothing is known of the processes of other machines.)
    /// </summary>
    public static string TemporaryName(string folder, string name) => Path.Combine(folder, $".{name}{Owner}{Environment.ProcessId}{Ending}");

    /// <summary>Temporary files of processes of this machine that have ended.</summary>
    public static IEnumerable<string> LeftByKilledRuns(string folder) =>
        from file in Directory.EnumerateFiles(folder, $".*{Owner}*{Ending}")
        let number = file[(file.LastIndexOf('-') + 1)..^Ending.Length]
        where int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process)
        select file;

    /// <summary>The file is on the disk when this returns.</summary>
    public static void Write(string temporary, Action<Stream> write)
    {
        using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    public static void Rename(string temporary, string path) => File.Move(temporary, path, overwrite: true);

    /// <summary>Opens or creates a file that no other process can open meanwhile.</summary>
    /// <param name="what">What the message of a failure says was expected.</param>
    public static FileStream OpenAlone(string path, string what, FileMode mode = FileMode.OpenOrCreate)
    {
        try
        {
            // Unbuffered: what was written is in the file, even if the process is killed; a write that failed is not repeated on disposal.
            return new(path, new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected {what} ({e.Message}).", e);
        }
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

    private static bool IsRunning(int process)
    {
        try
        {
            using var running = Process.GetProcessById(process);
            return !running.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
