namespace BnLab.Data;

/// <summary>Reads CIFAR-10's binary version: records of 1 label byte and 3 × 1,024 bytes (R, G, B), nothing else.</summary>
/// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. The original has 10,000 records per file.</remarks>
public static class Cifar10
{
    /// <summary>The folder in the original's archive.</summary>
    public const string FolderName = "cifar-10-batches-bin";

    private const int TrainingFiles = 5;
    private const int ReadAtOnce = 256; // records

    /// <summary>The ten classes in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>3 channels of 32 × 32 pixels.</summary>
    public static ImageShape Shape { get; } = new(3, 32, 32);

    internal static int RecordLength => 1 + Shape.Length;

    /// <summary>Reads the training images: data_batch_1.bin to data_batch_5.bin, the first of them without a gap, or one file.</summary>
    /// <param name="path">The folder of the files, a folder that contains it under its usual name, or one file.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or it contains no data set.</exception>
    /// <exception cref="InvalidDataException">A file is empty, truncated or has a label above 9.</exception>
    public static ImageSet Read(string path)
    {
        var labels = new List<byte>();
        var pixels = new Cifar10Pixels();
        foreach (string file in Files(path))
        {
            if (ForeignData.Explain(file) is { } mistake) throw Bad(file, mistake);
            using var content = InputFile.Open(file, "a file of a data set");
            pixels.Add(file, content, CountRecords(file, content)); // before the labels are read, so that a later change is noticed
            labels.AddRange(Labels(file, content));
        }

        return new("cifar10", path, Shape, ClassNames, pixels.Read, [.. labels]);
    }

    /// <summary>The labels of a file, in memory that the file's length bounds.</summary>
    internal static byte[] Labels(string file, Stream content)
    {
        var labels = new byte[CountRecords(file, content)];
        var buffer = new byte[int.Min(ReadAtOnce, labels.Length) * RecordLength];
        for (int first = 0; first < labels.Length; first += ReadAtOnce)
        {
            int count = int.Min(ReadAtOnce, labels.Length - first);
            ReadWhole(file, content, buffer.AsSpan(0, count * RecordLength));
            for (int i = 0; i < count; i++)
            {
                byte label = labels[first + i] = buffer[i * RecordLength];
                if (label >= ClassNames.Count) throw Bad(file, $"record {first + i} (counted from 0) has label {label}; expected 0 to {ClassNames.Count - 1}.");
            }
        }

        return labels;
    }

    internal static void ReadWhole(string file, Stream content, Span<byte> buffer)
    {
        if (content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw Bad(file, "the file became shorter while it was read.");
    }

    /// <summary>Whether a folder, which need not exist, contains the data set, directly or in a folder of the usual name.</summary>
    public static bool IsAt(string path) => File.Exists(BatchFile(Folder(path), 1));

    private static string Folder(string path)
    {
        string inner = Path.Combine(path, FolderName);
        return Directory.Exists(inner) ? inner : path;
    }

    private static string BatchFile(string folder, int number) => Path.Combine(folder, $"data_batch_{number}.bin");

    private static List<string> Files(string path)
    {
        if (!Path.Exists(path)) throw new FileNotFoundException($"{path}: no such folder or file; expected the CIFAR-10 binary files.", path);
        if (File.Exists(path)) return [path];

        string folder = Folder(path);
        var found = Enumerable.Range(1, TrainingFiles).Where(i => File.Exists(BatchFile(folder, i))).ToList();
        if (found.Count == 0 && ForeignData.Explain(path) is { } mistake) throw Bad(path, mistake);
        int last = found.LastOrDefault(1);
        int missing = Enumerable.Range(1, last).Except(found).FirstOrDefault();
        if (missing > 0)
        {
            string why = found.Count == 0 ? "is not there" : $"is not there, but {Path.GetFileName(BatchFile(folder, last))} is";
            throw new FileNotFoundException($"{BatchFile(folder, missing)}: this file of the CIFAR-10 binary version {why}.", path);
        }

        return [.. found.Select(i => BatchFile(folder, i))];
    }

    private static int CountRecords(string file, Stream content)
    {
        var (count, rest) = long.DivRem(content.Length, RecordLength);
        if (content.Length == 0) throw Bad(file, $"the file is empty; expected records of {RecordLength} bytes.");
        if (rest > 0) throw Bad(file, $"{content.Length} bytes end within record {count}; expected whole records of {RecordLength} bytes.");
        return count <= Array.MaxLength ? (int)count : throw Bad(file, $"{count} records; expected at most {Array.MaxLength}.");
    }

    private static InvalidDataException Bad(string file, string what) => new($"{file}: {what}");
}
