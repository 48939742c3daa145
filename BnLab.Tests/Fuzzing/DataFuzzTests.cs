using System.IO.Compression;
using BnLab.Exercises;

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

    /// <summary>Arrays of a student, plain and compressed.</summary>
    [Fact]
    public void Npz() => Fuzzer.Run(
        [Arrays(CompressionLevel.NoCompression, "<f8", 8), Arrays(CompressionLevel.Optimal, "<f4", 4), Arrays(CompressionLevel.Optimal, "|b1", 1)],
        bytes =>
        {
            try
            {
                StudentArrays.ReadAll(new MemoryStream(bytes));
            }
            catch (InvalidDataException e)
            {
                throw new InvalidDataException($"{Fuzzer.File}: {e.Message}.", e); // as InputFile does
            }
        },
        perByte: 3 * 1032, constant: 1 << 17, head: 100);

    private static byte[] Arrays(CompressionLevel level, string type, int size)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (string name in new[] { "x", "dx", "mine" })
            {
                using var entry = archive.CreateEntry($"{name}.npy", level).Open();
                entry.Write([0x93, .. "NUMPY"u8, 1, 0, 128, 0, .. Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {(name == "dx" ? "True" : "False")}, 'shape': (4, 5), }}".PadRight(127)), (byte)'\n']);
                entry.Write(new byte[20 * size]);
            }
        }

        return stream.ToArray();
    }

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
