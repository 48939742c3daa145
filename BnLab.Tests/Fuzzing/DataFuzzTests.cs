namespace BnLab.Tests.Fuzzing;

/// <summary>Damaged data sets.</summary>
public sealed class DataFuzzTests
{
    [Fact]
    public void Cifar10() => Fuzzer.Run(
        [Archives.Records(1), Archives.Records(2, seed: 3)],
        bytes => BnLab.Data.Cifar10.Labels(Fuzzer.File, new MemoryStream(bytes)), perByte: 3, constant: 4096);

    [Fact]
    public void Mnist_images() => Fuzzer.Run(
        [MnistFiles.Images(1), MnistFiles.Images(2)],
        bytes => IdxFile.Read(Fuzzer.File, new MemoryStream(bytes), "images", 28, 28), perByte: 4, constant: (1 << 16) + 4096);

    [Fact]
    public void Mnist_labels() => Fuzzer.Run(
        [MnistFiles.Labels(1), MnistFiles.Labels(50)],
        bytes => IdxFile.Read(Fuzzer.File, new MemoryStream(bytes), "labels"), perByte: 4, constant: (1 << 16) + 4096);

    /// <summary>Deflate makes 1,032 bytes of one at most.</summary>
    [Fact]
    public void Mnist_compressed() => Fuzzer.Run(
        [MnistFiles.Compress(MnistFiles.Images(1)), MnistFiles.Compress(MnistFiles.Images(3)), Members(), MnistFiles.Compress(new byte[20_000])],
        bytes => Refusing(() => IdxFile.Read(Fuzzer.File, new MemoryStream(bytes), "images", 28, 28), bytes), perByte: 4 * 1032, constant: (1 << 16) + 16384);

    private static byte[] Members()
    {
        byte[] images = MnistFiles.Images(2);
        return [.. MnistFiles.Compress(images[..900]), .. MnistFiles.Compress(images[900..]), .. MnistFiles.EmptyMember];
    }

    /// <summary>The file of zeros has no magic number: it is there for what its compressed bytes do to others.</summary>
    private static void Refusing(Action read, byte[] bytes)
    {
        try
        {
            read();
        }
        catch (InvalidDataException) when (bytes.AsSpan().SequenceEqual(MnistFiles.Compress(new byte[20_000])))
        {
            // As it should be.
        }
    }
}
