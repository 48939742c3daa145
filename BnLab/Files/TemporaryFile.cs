using System.Diagnostics;

namespace BnLab.Files;

/// <summary>
/// The names of files that are not whole yet. They tell machine and process: two runs into the same folder do not meet, and
/// what a killed run has left is known as such. (Of the processes of other machines on a shared disk nothing is known.)
/// </summary>
internal static class TemporaryFile
{
    private const string Ending = ".tmp";

    private static readonly string Owner = $".{Environment.MachineName}-";

    /// <summary>Where this process writes a file.</summary>
    public static string PathOf(string folder, string name) => Path.Combine(folder, $".{name}{Owner}{Environment.ProcessId}{Ending}");

    /// <summary>Files in a folder that belong to processes of this machine which are no more.</summary>
    public static IEnumerable<string> LeftByKilledRuns(string folder) =>
        from file in Directory.EnumerateFiles(folder, $".*{Owner}*{Ending}")
        let number = file[(file.LastIndexOf('-') + 1)..^Ending.Length]
        where int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process)
        select file;

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
