using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace BnLab.Tests.Data;

/// <summary>Small archives like that of CIFAR-10.</summary>
internal static class Archives
{
    public const string Root = Cifar10.FolderName;

    /// <summary>Some records of CIFAR-10.</summary>
    public static byte[] Records(int count, int seed = 1) =>
        [.. Enumerable.Range(0, count * 3073).Select(i => (byte)(i % 3073 == 0 ? i / 3073 % 10 : (i * seed * 31) % 251))];

    /// <summary>A valid archive of a small set.</summary>
    public static byte[] Good(int records = 3, int seed = 1) => TarGz(
        new PaxTarEntry(TarEntryType.Directory, $"{Root}/"), File($"{Root}/data_batch_1.bin", Records(records, seed)), File($"{Root}/readme.html", "<p>"u8.ToArray()));

    public static TarEntry File(string name, byte[] content) =>
        new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    public static byte[] TarGz(params TarEntry[] entries)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var entry in entries) tar.WriteEntry(entry);
        }

        return target.ToArray();
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
