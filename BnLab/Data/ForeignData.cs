using System.Text;

namespace BnLab.Data;

/// <summary>Recognizes what users often name instead of the files of CIFAR-10 or MNIST.</summary>
internal static class ForeignData
{
    private const string PythonFolder = "cifar-10-batches-py";
    private const int Coarse = 2, FirstBytes = 512; // CIFAR-100 has two label bytes; a tar file is known by bytes 257 to 261
    private const int MostFiles = 50; // that are looked at in a folder

    private const string PythonVersion =
        "this is CIFAR-10's Python version, a pickle, which can run code when it is opened: bnlab never unpickles. "
        + "It reads the binary version; 'bnlab data download cifar10' gets it.";

    private const string Archive =
        "this is a compressed archive; expected its folder, unpacked. 'bnlab data download cifar10' downloads and unpacks the original.";

    private const string Expected = "expected CIFAR-10's binary version or MNIST; 'bnlab data download cifar10' or 'mnist' gets it.";

    /// <summary>The message if a name, of a file or in an address, is that of the Python version's archive; else null.</summary>
    public static string? ExplainName(string path) =>
        Path.GetFileName(path).StartsWith("cifar-10-python", StringComparison.OrdinalIgnoreCase) ? PythonVersion : null;

    /// <summary>The message if a file or folder is one of the usual mistakes; else null.</summary>
    /// <param name="mayBeCompressed">Whether a file compressed with gzip is none.</param>
    public static string? Explain(string path, bool mayBeCompressed = false) => File.Exists(path) ? ExplainFile(path, mayBeCompressed) : ExplainFolder(path);

    private static string? ExplainFile(string path, bool mayBeCompressed)
    {
        if (ExplainName(path) is { } mistake) return mistake;
        using var stream = InputFile.Open(path, "a file of a data set");
        byte[] first = new byte[FirstBytes];
        int length = stream.ReadAtLeast(first, FirstBytes, throwOnEndOfStream: false);
        if (IsCifar100(path, stream.Length)) return $"these are records of CIFAR-100, with two labels each; {Expected}";
        if (first[0] < Cifar10.ClassNames.Count) return null; // a label, or the magic number of IDX
        return first[..int.Max(length, 2)] switch
        {
            [0x80, >= 2 and <= 5, ..] => PythonVersion, // a pickle
            [0x1F, 0x8B, ..] => mayBeCompressed ? null : Archive,
            [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] => Archive,
            var bytes => Kind(path, Encoding.Latin1.GetString(bytes)) is { } kind ? $"this is {kind}; {Expected}" : null,
        };
    }

    private static string? Kind(string path, string text)
    {
        if (text.StartsWith("PK", StringComparison.Ordinal))
            return path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? "an .npz file of NumPy" : "a .zip archive";
        if (text.StartsWith("\u0093NUMPY", StringComparison.Ordinal)) return "an .npy file of NumPy";
        if (text.StartsWith("MATLAB 5.0", StringComparison.Ordinal) || text.StartsWith("\u0089HDF", StringComparison.Ordinal)) return "a .mat or HDF5 file";
        if (text.StartsWith("version https://git-lfs", StringComparison.Ordinal)) return "a pointer of Git LFS, and 'git lfs pull' gets the file itself";
        if (text.StartsWith("\u0089PNG", StringComparison.Ordinal) || text.StartsWith("\u00FF\u00D8\u00FF", StringComparison.Ordinal)) return "a picture";
        if (text.AsSpan(int.Min(text.Length, 257)).StartsWith("ustar")) return "a .tar archive, not unpacked";
        return text.TrimStart().StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            ? "an HTML page, as of a download that failed" : null;
    }

    private static string? ExplainFolder(string path)
    {
        bool isPython = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) == PythonFolder || Directory.Exists(Path.Combine(path, PythonFolder))
            || (File.Exists(Path.Combine(path, "data_batch_1")) && !File.Exists(Path.Combine(path, "data_batch_1.bin")));
        if (isPython) return PythonVersion;
        if (!Directory.Exists(path)) return null;
        if (Directory.EnumerateDirectories(path, "cifar-100-*").Any() || File.Exists(Path.Combine(path, "fine_label_names.txt"))) return $"this is CIFAR-100; {Expected}";
        return (from file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).Take(MostFiles)
                where new FileInfo(file) is { LinkTarget: null, Length: > 0 }
                let mistake = ExplainFile(file, mayBeCompressed: false)
                where mistake is not null
                select $"it holds {Path.GetFileName(file)}: {mistake}").FirstOrDefault();
    }

    private static bool IsCifar100(string path, long length)
    {
        int record = Coarse + Cifar10.Shape.Length;
        return length % record == 0 && length % Cifar10.RecordLength > 0 && (Path.GetFileName(path) is "train.bin" or "test.bin");
    }
}
