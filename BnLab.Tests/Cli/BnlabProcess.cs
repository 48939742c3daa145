using System.Diagnostics;

namespace BnLab.Tests.Cli;

/// <summary>The program as a process of its own, and what a shell does around it.</summary>
internal static class BnlabProcess
{
    /// <summary>At how many moments each command is killed or interrupted, and how many of its system calls fail: BNLAB_KILLS says it.</summary>
    public static int Kills { get; } = Environment.GetEnvironmentVariable("BNLAB_KILLS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;

    /// <summary>Starts the program; its streams can be read.</summary>
    public static Process Start(params string[] arguments) => StartIn([], arguments);

    /// <summary>Starts the program with some environment variables more.</summary>
    public static Process StartIn(IEnumerable<(string Name, string Value)> environment, params string[] arguments) =>
        Start(Environment.ProcessPath!, ["exec", typeof(CommandLine).Assembly.Location, .. arguments], environment);

    /// <summary>Runs a script of sh in which <c>bnlab</c> is the program.</summary>
    /// <param name="script">The script; <c>$OUT</c> is the folder.</param>
    /// <param name="folder">A folder.</param>
    /// <param name="around">A program that runs sh, with its arguments; none for sh itself.</param>
    /// <returns>What the script ended with and wrote.</returns>
    public static async Task<CommandLineRun> Shell(string script, string folder, params string[] around)
    {
        string[] words = [.. around, "/bin/sh", "-c", Definitions(folder) + script];
        using var process = Start(words[0], words[1..], []);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    /// <summary>What a script of sh begins with that knows <c>bnlab</c> and <c>$OUT</c>.</summary>
    public static string Definitions(string folder) =>
        $"OUT='{folder}'; bnlab() {{ '{Environment.ProcessPath}' exec '{typeof(CommandLine).Assembly.Location}' \"$@\"; }}\n";

    /// <summary>INT is Ctrl-C.</summary>
    public static async Task Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Reads what a process still writes, until it has ended.</summary>
    /// <returns>What it has written to stderr.</returns>
    public static async Task<string> End(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return error;
    }

    /// <summary>Waits for a line that begins so. The process goes on, but not further than the pipe has room for its lines.</summary>
    public static async Task Until(StreamReader lines, string start)
    {
        while (await lines.ReadLineAsync() is { } line && !line.StartsWith(start, StringComparison.Ordinal))
        {
            // Not yet.
        }
    }

    private static Process Start(string program, string[] arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
