namespace BnLab.Data;

/// <summary>Recognizes what users often name instead of CIFAR-10's binary version.</summary>
internal static class Cifar10Diagnostics
{
    private const string PythonFolder = "cifar-10-batches-py";

    private const string PythonVersion =
        "this is CIFAR-10's Python version, a pickle, which can run code when it is opened: bnlab never unpickles. "
        + "It reads the binary version; 'bnlab data download cifar10' gets it.";

    private const string Archive =
        "this is a compressed archive; expected its folder, unpacked. 'bnlab data download cifar10' downloads and unpacks the original.";

    /// <summary>The message if a name, of a file or in an address, is that of the Python version's archive; else null.</summary>
    public static string? ExplainName(string path) =>
        Path.GetFileName(path).StartsWith("cifar-10-python", StringComparison.OrdinalIgnoreCase) ? PythonVersion : null;

    /// <summary>The message if a file or folder is one of the usual mistakes; else null.</summary>
    public static string? Explain(string path)
    {
        if (File.Exists(path))
        {
            if (ExplainName(path) is { } mistake) return mistake;
            using var stream = InputFile.Open(path, "a file of a data set");
            return (stream.ReadByte(), stream.ReadByte()) switch
            {
                (0x80, >= 2 and <= 5) => PythonVersion, // the first two bytes of a pickle; 128 is not a label
                (0x1F, 0x8B) => Archive,                // gzip
                _ => null,
            };
        }

        bool isPython = Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) == PythonFolder || Directory.Exists(Path.Combine(path, PythonFolder))
            || (File.Exists(Path.Combine(path, "data_batch_1")) && !File.Exists(Path.Combine(path, "data_batch_1.bin")));
        return isPython ? PythonVersion : null;
    }
}
