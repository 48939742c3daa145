namespace BnLab.Data;

/// <summary>What is handed over in the place of CIFAR-10's binary version, and what is said of it.</summary>
internal static class Cifar10Diagnostics
{
    /// <summary>The folder that the Python version unpacks to.</summary>
    public const string PythonFolder = "cifar-10-batches-py";

    /// <summary>Why the Python version is not read.</summary>
    public const string PythonVersion =
        "this is CIFAR-10's Python version, a pickle, which can run code when it is opened: bnlab never unpickles. It reads the binary version; 'bnlab data download cifar10' gets it.";

    private const string Archive =
        "this is a compressed archive; expected its folder, unpacked. 'bnlab data download cifar10' downloads and unpacks the original.";

    /// <summary>Whether a file's name is that of the Python version's archive.</summary>
    public static bool IsPythonArchive(string path) => Path.GetFileName(path).StartsWith("cifar-10-python", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a file or folder is if it is one of the usual mistakes; else null.</summary>
    public static string? Explain(string path)
    {
        if (File.Exists(path))
        {
            if (IsPythonArchive(path)) return PythonVersion;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (!stream.CanSeek) return null; // a pipe: to read from it could take for ever
            return (stream.ReadByte(), stream.ReadByte()) switch
            {
                (0x80, >= 2 and <= 5) => PythonVersion, // a pickle's first two bytes; no label is 128
                (0x1F, 0x8B) => Archive,                // gzip's
                _ => null,
            };
        }

        bool isPython = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) == PythonFolder || Directory.Exists(Path.Combine(path, PythonFolder))
            || (File.Exists(Path.Combine(path, "data_batch_1")) && !File.Exists(Path.Combine(path, "data_batch_1.bin")));
        return isPython ? PythonVersion : null;
    }
}
