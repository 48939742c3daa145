namespace BnLab.Data;

/// <summary>Reads CIFAR-10 in its binary layout: records of 1 label byte and 3 × 1,024 bytes (R, G, B), nothing else.</summary>
/// <remarks>Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009. The original has 10,000 records a file.</remarks>
public static class Cifar10
{
    /// <summary>The folder that the binary version of the original unpacks to.</summary>
    public const string FolderName = "cifar-10-batches-bin";

    private const int TrainingFiles = 5;

    /// <summary>The ten classes in the order of their labels.</summary>
    public static IReadOnlyList<string> ClassNames { get; } =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>3 channels of 32 × 32 pixels.</summary>
    public static ImageShape Shape { get; } = new(3, 32, 32);

    private static int RecordLength => 1 + Shape.Length;

    /// <summary>The training images: data_batch_1.bin to data_batch_5.bin, or the first of them without a gap, or one file.</summary>
    /// <param name="path">The folder of the files, a folder that holds it under its usual name, or one file.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or it holds no data set.</exception>
    /// <exception cref="InvalidDataException">A file is empty, cut or holds a label that is none.</exception>
    public static ImageSet Read(string path)
    {
        var files = Files(path);
        var streams = new List<Stream>();
        try
        {
            foreach (string file in files) streams.Add(DataFile.Open(file, bufferSize: 0));
            return Read(path, files, streams);
        }
        finally
        {
            foreach (var stream in streams) stream.Dispose();
        }
    }

    /// <summary>The images of some files that are open. What this takes in memory is bounded by their lengths.</summary>
    /// <param name="path">What the set is called.</param>
    /// <param name="files">What the files are called.</param>
    /// <param name="contents">The files.</param>
    internal static ImageSet Read(string path, IReadOnlyList<string> files, IReadOnlyList<Stream> contents)
    {
        int[] counts = [.. files.Zip(contents, CountRecords)];
        long bytes = counts.Sum(count => (long)count * Shape.Length);
        if (bytes > Array.MaxLength) throw Bad(path, $"{bytes} bytes of pixels are more than can be read at once ({Array.MaxLength}).");
        int total = counts.Sum();
        var (pixels, labels) = (new byte[total * Shape.Length], new byte[total]);
        int first = 0;
        foreach (var (file, content, count) in files.Zip(contents, counts))
        {
            ReadRecords(file, content, pixels.AsMemory(first * Shape.Length, count * Shape.Length), labels.AsMemory(first, count));
            first += count;
        }

        return new("cifar10", path, Shape, ClassNames, pixels, labels);
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
        if (File.Exists(path)) return Cifar10Mistakes.Explain(path) is { } other ? throw Bad(path, other) : [path];
        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no such folder or file; expected the CIFAR-10 binary files.", path);
        }

        string folder = Folder(path);
        var found = Enumerable.Range(1, TrainingFiles).Where(i => File.Exists(BatchFile(folder, i))).ToList();
        if (found.Count == 0 && Cifar10Mistakes.Explain(path) is { } mistake) throw Bad(path, mistake);
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

        return checked((int)(length / RecordLength));
    }

    private static void ReadRecords(string file, Stream stream, Memory<byte> pixels, Memory<byte> labels)
    {
        const int Chunk = 256;
        var buffer = new byte[int.Min(Chunk, labels.Length) * RecordLength];
        for (int first = 0; first < labels.Length; first += Chunk)
        {
            int count = int.Min(Chunk, labels.Length - first);
            var records = buffer.AsSpan(0, count * RecordLength);
            if (stream.ReadAtLeast(records, records.Length, throwOnEndOfStream: false) < records.Length)
            {
                throw Bad(file, "the file became shorter while it was read.");
            }

            for (int i = 0; i < count; i++)
            {
                var record = records.Slice(i * RecordLength, RecordLength);
                if (record[0] >= ClassNames.Count)
                {
                    throw Bad(file, $"record {first + i} (counted from 0) has label {record[0]}; expected 0 to {ClassNames.Count - 1}.");
                }

                labels.Span[first + i] = record[0];
                record[1..].CopyTo(pixels.Span.Slice((first + i) * Shape.Length, Shape.Length));
            }
        }
    }

    private static InvalidDataException Bad(string file, string what) => new($"{file}: {what}");
}
