namespace BnLab.Data;

/// <summary>Reads MNIST: a file of images (1 × 28 × 28 bytes each) and a file of labels in the IDX format, plain or compressed.</summary>
/// <remarks>LeCun, Cortes and Burges, "The MNIST database of handwritten digits". The original has 60,000 training images.</remarks>
public static class Mnist
{
    /// <summary>The usual name of the folder of the files.</summary>
    public const string FolderName = "mnist";

    private const string ImagesPart = "-images";

    /// <summary>The ten digits in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>One channel of 28 × 28 pixels.</summary>
    public static ImageShape Shape { get; } = new(1, 28, 28);

    /// <summary>Reads the training images: train-images-idx3-ubyte and train-labels-idx1-ubyte, with <c>.gz</c> or without.</summary>
    /// <param name="path">
    /// The folder of the files, a folder that contains it under its usual name or torchvision's, or a file of images next to its file of labels.
    /// </param>
    /// <exception cref="FileNotFoundException">One of the two files is not there.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is of another kind, truncated, damaged or too long, has a label above 9, or the numbers of labels and images differ.
    /// </exception>
    public static ImageSet Read(string path)
    {
        string folder = Folder(path);
        string part = File.Exists(path) ? Path.GetFileName(path).Split(ImagesPart)[0] : "train";
        string imagesFile = File.Exists(path) ? path : Find(folder, $"{part}{ImagesPart}", "idx3") ?? throw Missing(folder, $"{part}{ImagesPart}-idx3-ubyte");
        string labelsFile = Find(folder, $"{part}-labels", "idx1") ?? throw Missing(folder, $"{part}-labels-idx1-ubyte");
        foreach (string file in (string[])[imagesFile, labelsFile])
        {
            if (ForeignData.Explain(file, mayBeCompressed: true) is { } mistake) throw new InvalidDataException($"{file}: {mistake}");
        }

        byte[] labels = IdxFile.Read(labelsFile, "labels");
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)(ClassNames.Count - 1));
        if (wrong >= 0)
        {
            throw new InvalidDataException($"{labelsFile}: label {wrong} (counted from 0) is {labels[wrong]}; expected 0 to {ClassNames.Count - 1}.");
        }

        byte[] pixels = IdxFile.Read(imagesFile, "images", Shape.Height, Shape.Width);
        int count = pixels.Length / Shape.Length;
        return count == labels.Length
            ? new("mnist", path, Shape, ClassNames, pixels, labels)
            : throw new InvalidDataException($"{labelsFile}: {labels.Length} labels for the {count} images of {Path.GetFileName(imagesFile)}; expected as many.");
    }

    /// <summary>Whether a path is a file of images, or a folder with the set's files, directly or in a folder of the usual name.</summary>
    public static bool IsAt(string path)
    {
        if (File.Exists(path)) return Path.GetFileName(path).Contains(ImagesPart, StringComparison.Ordinal);
        string folder = Folder(path);
        return (Find(folder, "train-images", "idx3") ?? Find(folder, "train-labels", "idx1")) is not null;
    }

    private static string Folder(string path)
    {
        if (File.Exists(path)) return Path.GetDirectoryName(path) ?? "";
        string[] usual = [FolderName, Path.Combine("MNIST", "raw"), "raw"]; // the latter two are torchvision's
        return usual.Select(inner => Path.Combine(path, inner)).FirstOrDefault(Directory.Exists, path);
    }

    /// <summary>The file of a part of the set; some tools unpack train-images-idx3-ubyte.gz to train-images.idx3-ubyte.</summary>
    private static string? Find(string folder, string part, string kind) =>
        new[] { $"{part}-{kind}-ubyte", $"{part}-{kind}-ubyte.gz", $"{part}.{kind}-ubyte", $"{part}.{kind}-ubyte.gz" }
            .Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static FileNotFoundException Missing(string folder, string name) =>
        new($"{Path.Combine(folder, name)}: this file of MNIST is not there, with .gz or without.", name);
}
