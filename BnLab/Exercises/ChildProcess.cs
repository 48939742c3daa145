using System.Diagnostics;
using System.Text;

namespace BnLab.Exercises;

/// <summary>Runs <c>dotnet exec</c> for a limited time; at a cancellation, and when time is up, it is killed with all that it has started.</summary>
internal static class ChildProcess
{
    // What a process has started may hold its stdout open for longer than it lives.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    /// <param name="folder">Its current folder.</param>
    /// <param name="heapLimit">Bytes of managed memory; null for no limit.</param>
    /// <param name="kept">The most characters of what it prints that are given back.</param>
    /// <returns>The exit code, null if time was up, and the end of what it printed on stdout.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (int? ExitCode, string Output) Run(
        string folder, IEnumerable<string> arguments, TimeSpan limit, int kept, CancellationToken stop, long? heapLimit = null)
    {
        var start = new ProcessStartInfo(ExerciseCompiler.Dotnet, ["exec", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        if (heapLimit is { } bytes) start.Environment["DOTNET_GCHeapHardLimit"] = bytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var child = Process.Start(start)!;
        child.StandardInput.Close();
        _ = child.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var output = EndOfAsync(child.StandardOutput, kept);
        using var kill = stop.Register(() => child.Kill(entireProcessTree: true));
        bool ended = child.WaitForExit(limit);
        if (!ended) child.Kill(entireProcessTree: true);
        stop.ThrowIfCancellationRequested();
        return (ended ? child.ExitCode : null, output.Wait(Drain, CancellationToken.None) ? output.Result : "");
    }

    private static async Task<string> EndOfAsync(TextReader reader, int most)
    {
        var end = new StringBuilder();
        char[] buffer = new char[4_096];
        while (await reader.ReadAsync(buffer) is > 0 and var read)
        {
            end.Append(buffer, 0, read);
            if (end.Length > most) end.Remove(0, end.Length - most);
        }

        return end.ToString();
    }
}
