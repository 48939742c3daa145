namespace BnLab.Data;

/// <summary>The addresses of a data set's files, or of its only file, an archive (tar, compressed with gzip) that contains the set's folder.</summary>
internal sealed record SetSource(DataSetInfo Set, IReadOnlyList<SourceFile> Files, bool IsArchive)
{
    /// <remarks>
    /// The set's page, https://www.cs.toronto.edu/~kriz/cifar.html, gives this address and the MD5 sum
    /// c32a1d4ab5d03f1284b67883e8d87530; the page has moved to cave.cs.toronto.edu, which has the archive too. Length and
    /// SHA-256 are those that other loaders check: torchvision for Ruby and GoMLX have this SHA-256.
    /// </remarks>
    public static SetSource Cifar10 { get; } = new(
        DataSetInfo.Cifar10,
        [
            new(
                "cifar-10-binary.tar.gz",
                [new("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), new("https://cave.cs.toronto.edu/kriz/cifar-10-binary.tar.gz")],
                170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
        ],
        IsArchive: true);

    /// <remarks>
    /// The original address, http://yann.lecun.com/exdb/mnist/, gave the lengths but no longer serves the files. The first
    /// mirror is PyTorch's, the second TensorFlow's. The SHA-256 sums are those of torchvision for Ruby, among others;
    /// torchvision has the MD5 sums f68b3c2d…, d53e105e…, 9fb629c4… and ec29112d… for the same files.
    /// </remarks>
    public static SetSource Mnist { get; } = new(
        DataSetInfo.Mnist,
        [
            MnistFile("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            MnistFile("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            MnistFile("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            MnistFile("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ],
        IsArchive: false);

    public static IReadOnlyList<SetSource> All { get; } = [Cifar10, Mnist];

    /// <summary>The same set from another address, that of the archive or of the files' folder, with the same lengths and checksums.</summary>
    public SetSource From(Uri address)
    {
        if (IsArchive && ForeignData.ExplainName(address.AbsolutePath) is { } mistake) throw new InvalidDataException($"{address}: {mistake}");
        return this with { Files = [.. Files.Select(file => file with { Addresses = [IsArchive ? address : new(Folder(address), file.Name)] })] };
    }

    /// <summary>The same set with other content, whose checksums are given in the order of the files.</summary>
    public SetSource With(IReadOnlyList<string> sha256) =>
        this with { Files = [.. Files.Zip(sha256, (file, sum) => file with { Sha256 = sum, Length = null })] };

    private static Uri Folder(Uri address) => address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;

    private static SourceFile MnistFile(string name, long length, string sha256) => new(
        name, [new($"https://ossci-datasets.s3.amazonaws.com/mnist/{name}"), new($"https://storage.googleapis.com/cvdf-datasets/mnist/{name}")],
        length, sha256);
}

/// <summary>A file with the addresses that serve it, in order of preference, its length if known, and its SHA-256 sum in lower case.</summary>
internal sealed record SourceFile(string Name, IReadOnlyList<Uri> Addresses, long? Length, string Sha256)
{
    private const long Longest = 1 << 30; // six times CIFAR-10

    /// <summary>The number of bytes after which a download is given up.</summary>
    public long Limit => Length ?? Longest;
}
