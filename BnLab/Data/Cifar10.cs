namespace BnLab.Data;

/// <summary>Reads CIFAR-10 in its binary layout: records of 1 label byte and 3 × 1,024 bytes (R, G, B), nothing else.</summary>
/// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. The original has 10,000 records a file.</remarks>
public static class Cifar10
{
    /// <summary>The folder that the binary version of the original unpacks to.</summary>
    public const string FolderName = "cifar-10-batches-bin";

    private const int TrainingFiles = 5;
    private const int ReadAtOnce = 256; // records
    private const int MostImages = 10_000_000; // a thousand files of the original

    /// <summary>The ten classes in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>3 channels of 32 × 32 pixels.</summary>
    public static ImageShape Shape { get; } = new(3, 32, 32);

    /// <summary>Bytes of a record: a label and an image.</summary>
    internal static int RecordLength => 1 + Shape.Length;

    /// <summary>The training images: data_batch_1.bin to data_batch_5.bin, or the first of them without a gap, or one file.</summary>
    /// <param name="path">The folder of the files, a folder that holds it under its usual name, or one file.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or it holds no data set.</exception>
    /// <exception cref="InvalidDataException">A file is empty, cut or holds a label that is none.</exception>
    public static ImageSet Read(string path)
    {
        var files = Files(path);
        var labels = new List<byte>();
        var pixels = new Cifar10Pixels();
        foreach (string file in files)
        {
            using var content = DataFile.Open(file, bufferSize: 0);
            pixels.Add(file, content, CountRecords(file, content)); // first: a change while the labels are read is noticed later
            labels.AddRange(Labels(file, content));
        }

        return new("cifar10", path, Shape, ClassNames, pixels, [.. labels]);
    }

    /// <summary>The labels of a file. What this takes in memory is bounded by its length.</summary>
    /// <param name="file">What the file is called.</param>
    /// <param name="content">The file, from its beginning.</param>
    /// <exception cref="InvalidDataException">It is empty, cut or holds a label that is none.</exception>
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
                if (label >= ClassNames.Count)
                {
                    throw Bad(file, $"record {first + i} (counted from 0) has label {label}; expected 0 to {ClassNames.Count - 1}.");
                }
            }
        }

        return labels;
    }

    /// <summary>Fills a buffer from a file that was long enough when it was opened.</summary>
    internal static void ReadWhole(string file, Stream content, Span<byte> buffer)
    {
        if (content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw Bad(file, "the file became shorter while it was read.");
    }

    /// <summary>Whether a folder holds the data set, by itself or in a folder of the usual name.</summary>
    /// <param name="path">A folder, which need not exist.</param>
    public static bool IsAt(string path) => File.Exists(BatchFile(Folder(path), 1));

    private static string Folder(string path)
    {
        string inner = Path.Combine(path, FolderName);
        return Directory.Exists(inner) ? inner : path;
    }

    private static string BatchFile(string folder, int number) => Path.Combine(folder, $"data_batch_{number}.bin");

    private static List<string> Files(string path)
    {
        if (File.Exists(path)) return Cifar10Diagnostics.Explain(path) is { } other ? throw Bad(path, other) : [path];
        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such folder or file; expected the CIFAR-10 binary files.", path);
        }

        string folder = Folder(path);
        var found = Enumerable.Range(1, TrainingFiles).Where(i => File.Exists(BatchFile(folder, i))).ToList();
        if (found.Count == 0 && Cifar10Diagnostics.Explain(path) is { } mistake) throw Bad(path, mistake);
        int wanted = int.Max(found.LastOrDefault(), 1);
        for (int i = 1; i <= wanted; i++)
        {
            if (found.Contains(i)) continue;
            string why = found.Count == 0 ? "is not there" : $"is not there, but {Path.GetFileName(BatchFile(folder, wanted))} is";
            throw new FileNotFoundException($"{BatchFile(folder, i)}: this file of the CIFAR-10 binary version {why}.", path);
        }

        return [.. found.Select(i => BatchFile(folder, i))];
    }

    private static int CountRecords(string file, Stream content)
    {
        long length = content.Length;
        if (length == 0) throw Bad(file, $"the file is empty; expected records of {RecordLength} bytes.");
        if (length % RecordLength != 0)
        {
            throw Bad(file, $"{length} bytes end within record {length / RecordLength}; expected whole records of {RecordLength} bytes.");
        }

        long count = length / RecordLength;
        return count <= MostImages ? (int)count : throw Bad(file, $"{count} records; expected at most {MostImages}.");
    }

    private static InvalidDataException Bad(string file, string what) => new($"{file}: {what}");
}
