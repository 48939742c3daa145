namespace BnLab.Tests;

/// <summary>A folder of its own for a test, gone when the test is.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("bnlab-test-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Tests that have a folder of their own each.</summary>
public abstract class FolderTests : IDisposable
{
    private protected readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A path in the folder.</summary>
    private protected string At(params string[] names) => Path.Combine([_folder.Path, .. names]);

    /// <summary>What is in the folder, or in one within it, in order.</summary>
    private protected string[] Names(params string[] folder) =>
        [.. Directory.EnumerateFileSystemEntries(At(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>The files of a run with their contents; of its manifest all but the duration and the folder.</summary>
    private protected SortedDictionary<string, string> Contents(string folder) => new(
        Names(folder).ToDictionary(name => name, name => name.EndsWith(".json", StringComparison.Ordinal)
            ? Regex.Replace(File.ReadAllText(At(folder, name)), "\"seconds\": [0-9.E-]+", "\"seconds\": 0").Replace(At(folder), "FOLDER", StringComparison.Ordinal)
            : Convert.ToHexString(File.ReadAllBytes(At(folder, name))), StringComparer.Ordinal), StringComparer.Ordinal);
}
