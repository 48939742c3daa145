using System.Diagnostics;

namespace BnLab.Exercises;

/// <summary>Runs <c>dotnet exec</c> for a limited time; at a cancellation, and when time is up, it is killed with all that it has started.</summary>
internal static class ChildProcess
{
    /// <param name="folder">Its current folder.</param>
    /// <param name="heapLimit">Bytes of managed memory; null for no limit.</param>
    /// <returns>The exit code, null if time was up, and what it printed on stdout where that is kept.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (int? ExitCode, string Output) Run(
        string folder, IEnumerable<string> arguments, TimeSpan limit, CancellationToken stop, bool isOutputKept = false, long? heapLimit = null)
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
        var output = isOutputKept ? child.StandardOutput.ReadToEndAsync(CancellationToken.None) : null;
        if (output is null) _ = child.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        using var kill = stop.Register(() => child.Kill(entireProcessTree: true));
        bool ended = child.WaitForExit(limit);
        if (!ended) child.Kill(entireProcessTree: true);
        stop.ThrowIfCancellationRequested();
        return ended ? (child.ExitCode, output?.Result ?? "") : (null, "");
    }
}
