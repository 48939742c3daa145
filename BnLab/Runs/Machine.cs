using System.Reflection;
using System.Runtime.InteropServices;

namespace BnLab.Runs;

internal static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>The version and, if built from a repository, the commit: <c>0.1.0+5945363…</c>. Two builds may round differently.</summary>
    public static string Build { get; } = typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static string Version { get; } = Build.Split('+')[0];

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

    public static MachineIdentity Describe(int vectorBits) => new(
        Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription,
        $"{ProcessorModel()} ({RuntimeInformation.ProcessArchitecture})", Environment.ProcessorCount, vectorBits);

    private static string ProcessorModel()
    {
        string? line = null;
        try
        {
            line = File.ReadLines(LinuxProcessors).FirstOrDefault(each => each.StartsWith("model name", StringComparison.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not Linux: the environment may name the model.
        }

        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown model";
    }
}
