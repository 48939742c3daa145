using System.Reflection;
using System.Runtime.InteropServices;

namespace BnLab.Runs;

/// <summary>Finds out what program runs on what machine.</summary>
internal static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>
    /// The build of bnlab: its version and, where it was built from a repository, the commit: 0.1.0+5945363… Two builds may
    /// round otherwise.
    /// </summary>
    public static string Build { get; } = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The version of bnlab: 0.1.0.</summary>
    public static string Version { get; } = Build.Split('+')[0];

    /// <summary>How it was built: Release or Debug.</summary>
    public static string Configuration => typeof(Machine).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "unknown configuration";

    /// <summary>The versions of the SDKs beside the runtime; none in a self-contained program.</summary>
    public static IReadOnlyList<string> Sdks
    {
        get
        {
            // DOTNET/shared/Microsoft.NETCore.App/VERSION/
            string folder = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "sdk"));
            return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(sdk => Path.GetFileName(sdk)).Order(StringComparer.Ordinal)] : [];
        }
    }

    /// <summary>Describes this program and machine.</summary>
    public static MachineIdentity Describe(int vectorBits) => new(
        Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription,
        $"{ProcessorModel()} ({RuntimeInformation.ProcessArchitecture})", Environment.ProcessorCount, vectorBits);

    /// <summary>The model's name where the system tells it without a native call.</summary>
    private static string ProcessorModel()
    {
        string? line = null;
        try
        {
            line = File.ReadLines(LinuxProcessors).FirstOrDefault(each => each.StartsWith("model name", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another system: its environment may tell.
        }

        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown model";
    }
}
