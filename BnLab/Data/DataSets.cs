namespace BnLab.Data;

/// <summary>Opens data sets by name or path.</summary>
public static class DataSets
{
    /// <summary>Real images if they are found, else synthetic ones.</summary>
    public const string Auto = "auto";

    /// <summary>Generated images; see <see cref="SyntheticImages"/>.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>The environment variable that names the folder of a data set, or a folder that contains such folders.</summary>
    public const string Variable = "BNLAB_DATA";

    /// <summary>All names that <see cref="Open"/> accepts, besides paths.</summary>
    public static IReadOnlyList<string> Names { get; } = [Auto, Synthetic, .. DataSetInfo.All.Select(set => set.Name)];

    private const string Instead = "using synthetic images";

    /// <summary>Opens a data set.</summary>
    /// <param name="choice"><c>auto</c>, <c>synthetic</c>, <c>cifar10</c>, <c>mnist</c>, or the path of a set's files.</param>
    /// <param name="preferred">The set that <c>auto</c> looks for, and that is read from a folder with several; CIFAR-10 if null.</param>
    /// <returns>The images, and a note for the user if <c>auto</c> found no real ones.</returns>
    /// <exception cref="FileNotFoundException">The set is not there; the message names the places that were searched.</exception>
    /// <exception cref="InvalidDataException">A file is damaged; the message names the file and the fault.</exception>
    public static (ImageSet Images, string? Note) Open(string choice, DataSetInfo? preferred = null)
    {
        preferred ??= DataSetInfo.Cifar10;
        if (choice == Synthetic) return (MakeSynthetic(), null);
        if (choice == Auto)
        {
            return preferred.Find() is { } found
                ? (preferred.Read(found), null)
                : (MakeSynthetic(), $"no {preferred.Title} in {preferred.Places}: {Instead}; {preferred.HowToGet}.");
        }

        if (DataSetInfo.All.FirstOrDefault(set => set.Name == choice) is not { } named) return (ReadPath(choice, preferred), null);
        return named.Find() is { } path
            ? (named.Read(path), null)
            : throw new FileNotFoundException($"--data {choice}: no {named.Title} in {named.Places}; {named.HowToGet}.");
    }

    /// <summary>Whether a message is the note of <see cref="Open"/>.</summary>
    internal static bool IsNote(string message) => message.Contains(Instead, StringComparison.Ordinal);

    private static ImageSet ReadPath(string path, DataSetInfo preferred)
    {
        if (!Path.Exists(path))
        {
            string meant = Names.FirstOrDefault(name => Bare(name) == Bare(path)) is { } name ? $" Did you mean '{name}'?" : "";
            throw new FileNotFoundException(
                $"{path}: no such folder or file; expected one of {string.Join(", ", Names)}, or the files of {DataSetInfo.Titles}.{meant}", path);
        }

        // A path that no set recognizes is read as CIFAR-10, whose files may have any name: its message says best what is missing.
        return (DataSetInfo.All.Prepend(preferred).FirstOrDefault(set => set.IsAt(path)) ?? DataSetInfo.Cifar10).Read(path);
    }

    /// <summary>A name without case and punctuation: CIFAR-10 and cifar10 are the same.</summary>
    private static string Bare(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    private static ImageSet MakeSynthetic()
    {
        var (pixels, labels) = SyntheticImages.Make();
        return new(Synthetic, "the synthetic set", Cifar10.Shape, [.. Enumerable.Range(0, SyntheticImages.ClassCount).Select(c => $"class {c}")], pixels, labels);
    }
}

/// <summary>A data set that is read from files.</summary>
/// <param name="Name">Its name on the command line: <c>cifar10</c>.</param>
/// <param name="Title">Its name in messages.</param>
/// <param name="Description">Its content, in a few words.</param>
/// <param name="FolderName">The usual name of its folder.</param>
/// <param name="IsAt">Whether a folder contains it, directly or in a folder of the usual name.</param>
/// <param name="Read">Reads it from there.</param>
public sealed record DataSetInfo(
    string Name, string Title, string Description, string FolderName, Func<string, bool> IsAt, Func<string, ImageSet> Read)
{
    /// <summary>Colour photographs.</summary>
    public static DataSetInfo Cifar10 { get; } = new(
        "cifar10", "CIFAR-10 (binary version)", "photographs of 10 classes, 3 × 32 × 32 bytes, 50,000 in the original",
        Data.Cifar10.FolderName, Data.Cifar10.IsAt, Data.Cifar10.Read);

    /// <summary>Handwritten digits.</summary>
    public static DataSetInfo Mnist { get; } = new(
        "mnist", "MNIST", "handwritten digits, 1 × 28 × 28 bytes, 60,000 in the original",
        Data.Mnist.FolderName, Data.Mnist.IsAt, Data.Mnist.Read);

    /// <summary>All sets that are read from files.</summary>
    public static IReadOnlyList<DataSetInfo> All { get; } = [Cifar10, Mnist];

    internal static string Titles => string.Join(" or ", All.Select(set => set.Title));

    internal string DefaultPlace => Path.Combine("data", FolderName);

    internal string Places => $"{DefaultPlace} or ${DataSets.Variable}";

    internal string HowToGet => $"'bnlab data download {Name}' gets it";

    /// <summary>The set's path: in the folder that <see cref="DataSets.Variable"/> names, else in its usual place; null if it is in neither.</summary>
    /// <exception cref="FileNotFoundException">The variable names a folder without any data set.</exception>
    public string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(DataSets.Variable);
        if (!string.IsNullOrEmpty(named))
        {
            if (IsAt(named)) return named;
            if (!All.Any(other => other.IsAt(named)))
            {
                string why = ForeignData.Explain(named) is { } mistake ? $": {mistake}" : ".";
                throw new FileNotFoundException($"{DataSets.Variable}={named}: no {Titles} in this folder{why}");
            }
        }

        return IsAt(DefaultPlace) ? DefaultPlace : null;
    }
}
