namespace BnLab.Tests;

/// <summary>Where the sources are, and the folder beside them that may hold real images.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Real images and golden figures, beside the checkout; not part of it.</summary>
    public static string Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    public static string SharedImages { get; } = Path.Combine(Shared, "data", "cifar-10-batches-bin");

    public static string SharedDigits { get; } = Path.Combine(Shared, "data", "mnist");

    public static IEnumerable<(string Path, string[] Lines)> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, project), "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, File.ReadAllLines(Path.Combine(Root, file))));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BnLab.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}

/// <summary>A test on real images: skipped, and said so, where they are not there.</summary>
internal sealed class RealImagesFactAttribute : FactAttribute
{
    public RealImagesFactAttribute()
    {
        if (!Directory.Exists(Repository.SharedImages)) Skip = $"needs real CIFAR-10 images in {Repository.SharedImages}";
    }
}

/// <summary>A test on real digits: skipped, and said so, where they are not there.</summary>
internal sealed class RealDigitsFactAttribute : FactAttribute
{
    public RealDigitsFactAttribute()
    {
        if (!Directory.Exists(Repository.SharedDigits)) Skip = $"needs MNIST in {Repository.SharedDigits}";
    }
}
