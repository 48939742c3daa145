using System.Reflection;
using System.Runtime.InteropServices;
using BnLab.Results;

namespace BnLab.Output;

/// <summary>Finds out what program runs on what machine.</summary>
public static class Machine
{
    private const string LinuxProcessors = "/proc/cpuinfo";

    /// <summary>The version of bnlab: 0.1.0.</summary>
    public static string Version { get; } =
        typeof(Machine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Which build of that version: configuration, and the commit it was made of where that is known.</summary>
    public static string Build { get; } = BuildText();

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
    /// <param name="vectorBits">Width of the vector registers that the kernels use.</param>
    public static MachineIdentity Describe(int vectorBits) => new(
        Version, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription,
        $"{ProcessorModel()} ({RuntimeInformation.ProcessArchitecture})", Environment.ProcessorCount, vectorBits);

    private static string BuildText()
    {
        var assembly = typeof(Machine).Assembly;
        string configuration = assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "unknown configuration";
        string[] parts = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
        return parts.Length > 1 ? $"{configuration}, commit {parts[1]}" : configuration;
    }

    /// <summary>The model's name where the system tells it without a native call.</summary>
    private static string ProcessorModel()
    {
        try
        {
            string? line = File.Exists(LinuxProcessors)
                ? File.ReadLines(LinuxProcessors).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
                : null;
            return line is null
                ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown model"
                : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "unknown model"; // a run is worth more than the name of its processor
        }
    }
}
