using System.Buffers.Binary;
using System.IO.Compression;

namespace BnLab.Tests.Data;

/// <summary>Small MNIST files for tests: image i has pixels that tell it from the others, and the label i % 10.</summary>
internal static class MnistFiles
{
    /// <summary>A gzip member that holds nothing and has an extra field, as bgzip ends its files.</summary>
    public static byte[] EmptyMember { get; } = Convert.FromHexString("1F8B08040000000000FF0600424302001B0003000000000000000000");

    public static void Write(string folder, int count, bool compressed = false, string part = "train")
    {
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, $"{part}-images-idx3-ubyte"), Images(count), compressed);
        Write(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), Labels(count), compressed);
    }

    public static byte[] Images(int count) => [.. Header(2051, count, 28, 28), .. Enumerable.Range(0, count * 784).Select(j => Pixel(j / 784, j % 784))];

    public static byte[] Labels(int count) => [.. Header(2049, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 10))];

    public static byte Pixel(int image, int index) => (byte)((image * 7) + (index * 13));

    public static byte[] Header(params uint[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (int i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }

    public static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Header(uint magic, int count, params uint[] shape) => Header([magic, (uint)count, .. shape]);

    private static void Write(string file, byte[] bytes, bool compressed) =>
        File.WriteAllBytes(compressed ? $"{file}.gz" : file, compressed ? Compress(bytes) : bytes);
}
