using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace BnLab.Exercises;

/// <summary>Compiles a student's file with the compiler of the .NET SDK, against bnlab itself.</summary>
internal static class ExerciseCompiler
{
    private const int Seconds = 60, MostOutput = 1 << 20; // characters

    // What the task is about stays out of reach, or the solution would be to call it.
    private static readonly string[] Allowed = ["Matrix`1", "MatrixProduct", "ColumnStatistics", "RowStatistics", "ImageShape", "ChannelRows"];

    private static readonly Lazy<string[]> References = new(() => [.. Directory.EnumerateFiles(Newest(Path.Combine(Path.GetDirectoryName(Dotnet)!, "shared", "Microsoft.NETCore.App"))!, "*.dll").Where(IsManaged), Library]);

    private static readonly Lazy<string> FoundDotnet = new(() => Candidates().FirstOrDefault(path => File.Exists(path) && Compiler(path) is not null)
        ?? throw new InvalidDataException("exercises need the .NET 10 SDK, whose compiler they use; 'dotnet --list-sdks' shows none that bnlab finds"));

    /// <summary>bnlab as a library: solutions are compiled against it, and run by it.</summary>
    /// <exception cref="InvalidDataException">This is the native program, or one file.</exception>
    public static string Library => Path.Combine(AppContext.BaseDirectory, "bnlab.dll") is var library && File.Exists(library)
        ? library
        : throw new InvalidDataException("exercises need bnlab as 'dotnet build' or the tool has it: a native program, or a single file, has no bnlab.dll to compile against");

    /// <summary>The program <c>dotnet</c>: that which runs bnlab, that of DOTNET_ROOT, or one on the path.</summary>
    /// <exception cref="InvalidDataException">There is none with an SDK.</exception>
    public static string Dotnet => FoundDotnet.Value;

    /// <returns>The compiler's errors; none if <paramref name="output"/> was written.</returns>
    public static IReadOnlyList<string> Compile(string source, string output, CancellationToken stop)
    {
        var (exitCode, said) = ChildProcess.Run(
            Path.GetDirectoryName(source)!,
            [
                Compiler(Dotnet)!, "-nologo", "-noconfig", "-nostdlib", "-target:library", "-debug:embedded", "-nullable:enable", "-warn:0", "-utf8output", "-deterministic", $"-out:{output}",
                .. References.Value.Select(library => $"-reference:{library}"), Path.GetFileName(source),
            ],
            TimeSpan.FromSeconds(Seconds), MostOutput, stop);
        if (exitCode is null) return [$"the compiler did not end within {Seconds} s"];
        if (exitCode == 0) return Forbidden(output);
        string[] errors = [.. said.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim())];
        return errors.Length > 0 ? errors : [$"the compiler ended with {exitCode}"];
    }

    /// <summary>Types of bnlab that a solution must not use, because they are the solution.</summary>
    private static IReadOnlyList<string> Forbidden(string assembly)
    {
        using var reader = new PEReader(File.ReadAllBytes(assembly).ToImmutableArray());
        var metadata = reader.GetMetadataReader();
        return
        [
            .. from handle in metadata.TypeReferences
               let type = metadata.GetTypeReference(handle)
               let name = metadata.GetString(type.Name)
               let place = metadata.GetString(type.Namespace)
               where place.StartsWith("BnLab", StringComparison.Ordinal) && !Allowed.Contains(name, StringComparer.Ordinal)
               select $"{place}.{name.Split('`')[0]} is what the exercise is about: write it yourself",
        ];
    }

    private static IEnumerable<string> Candidates()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string[] folders = [Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? "", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        return [.. Environment.ProcessPath is { } own && Path.GetFileName(own) == name ? new[] { own } : [], .. folders.Where(folder => folder.Length > 0).Select(folder => Resolved(Path.Combine(folder, name)))];

        static string Resolved(string path) => File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
    }

    private static string? Compiler(string dotnet) =>
        Newest(Path.Combine(Path.GetDirectoryName(dotnet)!, "sdk")) is { } sdk && Path.Combine(sdk, "Roslyn", "bincore", "csc.dll") is var csc && File.Exists(csc) ? csc : null;

    /// <summary>The folder of the newest version 10; null if there is none.</summary>
    private static string? Newest(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, "10.*").MaxBy(path => Version.TryParse(Path.GetFileName(path).Split('-')[0], out var version) ? version : new Version())
        : null;

    private static bool IsManaged(string library)
    {
        using var stream = File.OpenRead(library);
        using var reader = new PEReader(stream);
        return reader.HasMetadata;
    }
}
