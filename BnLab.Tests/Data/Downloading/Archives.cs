using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace BnLab.Tests.Data.Downloading;

/// <summary>Archives like CIFAR-10's, good and bad ones.</summary>
internal static class Archives
{
    public const string Root = Cifar10.FolderName;

    /// <summary>Some records of CIFAR-10.</summary>
    public static byte[] Records(int count, int seed = 1) =>
        [.. Enumerable.Range(0, count * 3073).Select(i => (byte)(i % 3073 == 0 ? i / 3073 % 10 : (i * seed * 31) % 251))];

    /// <summary>A small set in an archive, as it should be.</summary>
    public static byte[] Good(int records = 3, int seed = 1) => TarGz(
        new PaxTarEntry(TarEntryType.Directory, $"{Root}/"), File($"{Root}/data_batch_1.bin", Records(records, seed)), File($"{Root}/readme.html", "<p>"u8.ToArray()));

    public static TarEntry File(string name, byte[] content, TarEntryType type = TarEntryType.RegularFile) =>
        new PaxTarEntry(type, name) { DataStream = new MemoryStream(content) };

    public static TarEntry Link(TarEntryType type, string name, string target) => new PaxTarEntry(type, name) { LinkName = target };

    public static byte[] TarGz(params TarEntry[] entries) => Gz(Tar(entries));

    public static byte[] Tar(params TarEntry[] entries)
    {
        using var target = new MemoryStream();
        using (var tar = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries) tar.WriteEntry(entry);
        }

        return target.ToArray();
    }

    public static byte[] Gz(byte[] bytes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, level)) gzip.Write(bytes);
        return target.ToArray();
    }

    /// <summary>A header whose fields are what they are told to be, with a right checksum.</summary>
    public static byte[] Header(string name, string octalLength, char type, string magic = "ustar\000")
    {
        var header = new byte[512];
        System.Text.Encoding.ASCII.GetBytes(name).CopyTo(header, 0);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        System.Text.Encoding.Latin1.GetBytes(octalLength).CopyTo(header, 124);
        "00000000000\0"u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        System.Text.Encoding.ASCII.GetBytes(magic).CopyTo(header, 257);
        return WithChecksum(header);
    }

    /// <summary>A header again, with the checksum that it should have.</summary>
    public static byte[] WithChecksum(byte[] header)
    {
        header.AsSpan(148, 8).Fill((byte)' ');
        int sum = header.Sum(b => b);
        System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return header;
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
