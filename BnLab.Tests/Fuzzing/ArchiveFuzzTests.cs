using System.Formats.Tar;
using System.IO.Compression;
using BnLab.Data.Downloading;
using BnLab.Tests.Data.Downloading;

namespace BnLab.Tests.Fuzzing;

/// <summary>Damaged archives of data sets.</summary>
public sealed class ArchiveFuzzTests
{
    private const int Block = 512;
    private const long Limit = 1 << 24;
    private const int Constant = 1 << 17; // buffers, and one entry's facts

    [Fact]
    public void Tar() => Fuzzer.Run([.. Tars()], bytes => Read(new MemoryStream(bytes)), perByte: 16, Constant);

    /// <summary>With checksums that are right, so that the headers' content is what is wrong.</summary>
    [Fact]
    public void Tar_behind_its_checksums() => Fuzzer.Run([.. Tars()], bytes => Read(new MemoryStream(bytes)), perByte: 16, Constant, WithChecksums);

    /// <summary>Whatever comes out of the decoder is read block by block: it may be a thousand times as long.</summary>
    [Fact]
    public void Tar_gz() => Fuzzer.Run(
        [.. Tars().Select(tar => Archives.Gz(tar))],
        bytes =>
        {
            using var content = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            Read(content);
        },
        perByte: 64, Constant);

    private static void Read(Stream tar) => SetArchive.Read(
        tar, Fuzzer.File, Archives.Root, Limit,
        path => path.StartsWith($"{Archives.Root}/", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) ? Stream.Null : throw new InvalidOperationException(path),
        CancellationToken.None);

    private static IEnumerable<byte[]> Tars()
    {
        yield return Archives.Tar(new PaxTarEntry(TarEntryType.Directory, $"{Archives.Root}/"), Archives.File($"{Archives.Root}/data_batch_1.bin", new byte[700]));
        yield return Archives.Tar(
            new PaxGlobalExtendedAttributesTarEntry(new Dictionary<string, string>(StringComparer.Ordinal) { ["comment"] = "a set" }),
            Archives.File($"{Archives.Root}/{new string('x', 150)}", [1, 2, 3]));
        foreach (var format in new[] { TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Gnu })
        {
            using var target = new MemoryStream();
            using (var tar = new TarWriter(target, format, leaveOpen: true))
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, $"{Archives.Root}/a"),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, $"{Archives.Root}/b"),
                    _ => new GnuTarEntry(TarEntryType.RegularFile, $"{Archives.Root}/{new string('y', 150)}"),
                };
                entry.DataStream = new MemoryStream(new byte[600]);
                tar.WriteEntry(entry);
            }

            yield return target.ToArray();
        }
    }

    private static byte[] WithChecksums(byte[] bytes)
    {
        for (int at = 0; at + Block <= bytes.Length; at += Block)
        {
            var block = bytes.AsSpan(at, Block);
            if (block[..5].SequenceEqual("cifar"u8) || block[257..262].SequenceEqual("ustar"u8)) Archives.WithChecksum(block.ToArray()).CopyTo(block);
        }

        return bytes;
    }
}
