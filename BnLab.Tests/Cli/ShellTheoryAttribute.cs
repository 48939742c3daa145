using System.Diagnostics;

namespace BnLab.Tests.Cli;

/// <summary>A test that makes a fault with means of the system: skipped, and said so, where they are not there or not allowed.</summary>
public sealed class ShellTheoryAttribute : TheoryAttribute
{
    /// <summary>What a disk of its own takes: <see cref="Needs"/>.</summary>
    public const string Mounting = "unshare -m sh -c 'mount -t tmpfs -o size=16k tmpfs /mnt'";

    /// <summary>What a terminal takes: <see cref="Needs"/>.</summary>
    public const string Terminal = "script -qec true /dev/null < /dev/null";

    /// <summary>What a stream that is always full takes: <see cref="Needs"/>.</summary>
    public const string FullDevice = "test -c /dev/full";

    /// <summary>A command of sh that succeeds where the test can be made.</summary>
    public required string Needs
    {
        get;
        init
        {
            field = value;
            if (OperatingSystem.IsWindows() || !Succeeds(value)) Skip = $"The fault cannot be made here: '{value}' fails.";
        }
    }

    private static bool Succeeds(string command)
    {
        using var probe = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{command} > /dev/null 2>&1"]) { UseShellExecute = false })!;
        probe.WaitForExit();
        return probe.ExitCode == 0;
    }
}
