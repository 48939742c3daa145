namespace BnLab.Data;

/// <summary>Opens data sets by what a user calls them.</summary>
public static class DataSets
{
    /// <summary>Real images where they are found, else synthetic ones.</summary>
    public const string Auto = "auto";

    /// <summary>The images that are made, not read.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>The environment variable that names the folder of a data set, or a folder that holds such folders.</summary>
    public const string Variable = "BNLAB_DATA";

    /// <summary>What data sets are called, apart from the paths of their files.</summary>
    public static IReadOnlyList<string> Names { get; } = [Auto, Synthetic, .. DataSetInfo.All.Select(set => set.Name)];

    /// <summary>Opens a data set.</summary>
    /// <param name="choice"><c>auto</c>, <c>synthetic</c>, <c>cifar10</c>, <c>mnist</c>, or the path of a set's files.</param>
    /// <param name="preferred">
    /// The set that <c>auto</c> looks for, and that is read from a folder which holds several; CIFAR-10 if null.
    /// </param>
    /// <returns>The images, and a word to the user where <c>auto</c> found no real ones.</returns>
    /// <exception cref="FileNotFoundException">It is not there; the message says where it was looked for.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names the file and what is wrong with it.</exception>
    public static (ImageSet Images, string? Note) Open(string choice, DataSetInfo? preferred = null)
    {
        preferred ??= DataSetInfo.Cifar10;
        if (choice == Synthetic) return (MakeSynthetic(), null);
        if (choice == Auto)
        {
            return preferred.Find() is { } found
                ? (preferred.Read(found), null)
                : (MakeSynthetic(), $"no {preferred.Title} in {preferred.Places}: using synthetic images; {preferred.HowToGet}.");
        }

        if (DataSetInfo.All.FirstOrDefault(set => set.Name == choice) is { } named)
        {
            return named.Find() is { } found
                ? (named.Read(found), null)
                : throw new FileNotFoundException($"--data {choice}: no {named.Title} in {named.Places}; {named.HowToGet}.");
        }

        return (ReadPath(choice, preferred), null);
    }

    private static ImageSet ReadPath(string path, DataSetInfo preferred)
    {
        string sets = string.Join(" or ", DataSetInfo.All.Select(set => set.Title));
        if (!Path.Exists(path))
        {
            string meant = Names.FirstOrDefault(name => Bare(name) == Bare(path)) is { } name ? $" Did you mean '{name}'?" : "";
            throw new FileNotFoundException($"{path}: no such folder or file; expected one of {string.Join(", ", Names)}, or the files of {sets}.{meant}", path);
        }

        var recognized = DataSetInfo.All.Prepend(preferred).FirstOrDefault(set => set.IsAt(path));

        // What is not recognized is read as CIFAR-10, whose files may have any name: it says best what is missing.
        return (recognized ?? DataSetInfo.Cifar10).Read(path);
    }

    /// <summary>A name without what people write differently: CIFAR-10 and cifar10 are the same.</summary>
    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static ImageSet MakeSynthetic()
    {
        var (pixels, labels) = SyntheticImages.Make(SyntheticImages.DefaultCount);
        return new(
            Synthetic, "the synthetic set", Cifar10.Shape,
            [.. Enumerable.Range(0, Cifar10.ClassNames.Count).Select(c => $"class {c}")], pixels, labels);
    }
}
