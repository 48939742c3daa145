using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace BnLab.Runs;

/// <summary>What all files with nets have in common: how they begin, and the checksum that they end with.</summary>
/// <remarks>
/// Little-endian throughout. Bytes 0-7 are ASCII <c>BNLABNET</c>; 8-11 the version of the format, 1; 12-15 what the file
/// is, 1 for a net and 2 for a checkpoint; 16-19 the bytes of one number in its matrices, 4 or 8. The last 32 bytes are the
/// SHA-256 of all bytes before. docs/files.md describes what is between.
/// </remarks>
internal static class FileFormat
{
    public const int Version = 1;
    private const int DigestLength = SHA256.HashSizeInBytes;
    private static readonly byte[] Magic = "BNLABNET"u8.ToArray();

    /// <summary>Writes a file.</summary>
    public static void Write<T>(Stream target, FileKind kind, Action<FormatWriter> write)
        where T : unmanaged
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var writer = new FormatWriter(target, hash);
        writer.Bytes(Magic);
        writer.Whole(Version);
        writer.Whole((int)kind);
        writer.Whole(Unsafe.SizeOf<T>());
        write(writer);
        target.Write(hash.GetHashAndReset());
    }

    /// <summary>Checks how a file begins and that no byte of it has changed.</summary>
    public static (FormatReader Reader, bool IsDouble) Open(Stream source, FileKind kind)
    {
        source.Position = 0;
        var reader = new FormatReader(source, source.Length);
        if (source.Length < Magic.Length || !reader.Bytes(Magic.Length).AsSpan().SequenceEqual(Magic))
            throw new InvalidDataException($"expected {Words(kind)}, but the file begins otherwise");
        int version = reader.Whole();
        if (version != Version) throw new InvalidDataException($"expected {Words(kind)} in format {Version}, but this is format {version} of another version of bnlab");
        RequireDigest(source);

        source.Position = Magic.Length + sizeof(int);
        reader = new(source, source.Length - DigestLength);
        int found = reader.Whole();
        if (found != (int)kind) throw new InvalidDataException($"expected {Words(kind)}, but this is {(Enum.IsDefined((FileKind)found) ? Words((FileKind)found) : "something else")}");
        int size = reader.Whole();
        return size is sizeof(float) or sizeof(double)
            ? (reader, size == sizeof(double))
            : throw new InvalidDataException($"expected numbers of 4 or 8 bytes, but these have {size}");
    }

    private static void RequireDigest(Stream source)
    {
        const string Damaged = "the file is damaged or cut off: its checksum does not fit";
        long content = source.Length - DigestLength;
        if (content < source.Position) throw new InvalidDataException(Damaged);
        source.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        for (long left = content; left > 0;)
        {
            int count = source.Read(buffer, 0, (int)long.Min(left, buffer.Length));
            if (count == 0) throw new InvalidDataException(Damaged);
            hash.AppendData(buffer, 0, count);
            left -= count;
        }

        byte[] stored = new byte[DigestLength];
        if (source.ReadAtLeast(stored, DigestLength, throwOnEndOfStream: false) < DigestLength || !hash.GetHashAndReset().AsSpan().SequenceEqual(stored))
            throw new InvalidDataException(Damaged);
    }

    private static string Words(FileKind kind) => kind == FileKind.Net ? "a trained net of bnlab (train.NAME.net)" : "a checkpoint of bnlab (train.NAME.checkpoint)";
}

/// <summary>What a file with a net is.</summary>
internal enum FileKind
{
    /// <summary>A trained net, to be used.</summary>
    Net = 1,

    /// <summary>A net in the middle of its training, to go on with.</summary>
    Checkpoint = 2,
}
