using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace BnLab.Runs;

/// <summary>Files with nets: a checksum, a head in JSON that describes the numbers, and the numbers as they are in memory.</summary>
/// <remarks>
/// Bytes 0-7 are ASCII <c>BNLABNET</c>; 8-11 the version of the format, 2; 12-43 the SHA-256 of all that follows; 44-47 the kind of
/// file, 1 for a net, 2 for a checkpoint and 3 for parameters alone; 48-51 the length of the head. docs/files.md describes what comes then.
/// </remarks>
internal static class NetFormat
{
    public const int Version = 2;
    private const int DigestAt = 12, ContentAt = DigestAt + SHA256.HashSizeInBytes, HeadAt = ContentAt + (2 * sizeof(int));
    private static readonly byte[] Magic = "BNLABNET"u8.ToArray();

    /// <summary>The type and byte order of numbers, as a head names them: <c>little-endian float32</c>.</summary>
    public static string ElementsOf<T>() => $"{(BitConverter.IsLittleEndian ? "little" : "big")}-endian float{8 * Unsafe.SizeOf<T>()}";

    /// <summary>The parameters of a net, layer by layer, then the running statistics of each batch normalization.</summary>
    public static IEnumerable<Matrix<T>> MatricesOf<T>(Network<T> net)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        net.Parameters.All.Select(named => named.Parameter.Value)
            .Concat(net.Layers.OfType<BatchNormalization<T>>().SelectMany(layer => new[] { layer.RunningMean, layer.RunningVariance }));

    public static void Write<THead, T>(Stream target, FileKind kind, THead head, JsonTypeInfo<THead> type, IEnumerable<Matrix<T>> matrices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var start = new BinaryWriter(target, Encoding.UTF8, leaveOpen: true);
        start.Write(Magic);
        start.Write(Version);
        start.Write(new byte[SHA256.HashSizeInBytes]); // filled in at the end
        using var hash = SHA256.Create();
        using (var content = new BinaryWriter(new CryptoStream(target, hash, CryptoStreamMode.Write, leaveOpen: true)))
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(head, type);
            content.Write((int)kind);
            content.Write(json.Length);
            content.Write(json);
            foreach (var matrix in matrices)
            {
                for (int r = 0; r < matrix.Rows; r++) content.Write(MemoryMarshal.AsBytes(matrix.Row(r)));
            }
        }

        target.Position = DigestAt;
        start.Write(hash.Hash!);
        target.Position = target.Length;
    }

    /// <summary>Checks how a file begins and that no byte of it has changed, and reads its head.</summary>
    public static THead ReadHead<THead>(Stream source, FileKind kind, JsonTypeInfo<THead> type)
    {
        string what = Words(kind);
        source.Position = 0;
        var reader = new BinaryReader(source);
        Require(reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic), $"{what}, but the file begins otherwise");
        if (source.Length < HeadAt) throw Damaged();
        int version = reader.ReadInt32();
        Require(version == Version, $"{what} in format {Version}, but this is format {version} of another version of bnlab");
        byte[] digest = reader.ReadBytes(SHA256.HashSizeInBytes);
        if (!SHA256.HashData(source).AsSpan().SequenceEqual(digest)) throw Damaged();

        source.Position = ContentAt;
        var found = (FileKind)reader.ReadInt32();
        Require(found == kind, $"{what}, but this is {(Enum.IsDefined(found) ? Words(found) : "something else")}");
        int length = reader.ReadInt32();
        Require(length >= 0 && length <= source.Length - HeadAt, $"a head of {length} bytes, but only {source.Length - HeadAt} are left");
        try
        {
            return JsonSerializer.Deserialize(reader.ReadBytes(length), type) ?? throw new JsonException();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"expected {what}, but its head is damaged at {SanitizedText.Of(e.Path ?? "$")}", e);
        }
    }

    public static void ReadMatrices<T>(Stream source, IReadOnlyList<Matrix<T>> matrices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long expected = matrices.Sum(matrix => (long)matrix.Count), left = source.Length - source.Position;
        Require(expected * Unsafe.SizeOf<T>() == left, $"{expected} numbers of {Unsafe.SizeOf<T>()} bytes, but {left} bytes are left");
        foreach (var matrix in matrices)
        {
            for (int r = 0; r < matrix.Rows; r++) source.ReadExactly(MemoryMarshal.AsBytes(matrix.Row(r)));
        }
    }

    public static void Require(bool isFulfilled, string expected)
    {
        if (!isFulfilled) throw new InvalidDataException($"expected {expected}");
    }

    public static void RequireElements<T>(string elements) =>
        Require(elements == ElementsOf<T>(), $"numbers of type {ElementsOf<T>()}, but these are {SanitizedText.Of(elements)}");

    private static InvalidDataException Damaged() => new("the file is damaged or cut off: its checksum does not fit");

    private static string Words(FileKind kind) => kind switch
    {
        FileKind.Net => "a trained net of bnlab (train.NAME.net)",
        FileKind.Checkpoint => "a checkpoint of bnlab (train.NAME.checkpoint)",
        _ => "a net that SavedNet.Save has written",
    };
}

internal enum FileKind
{
    Net = 1,
    Checkpoint = 2,
    Parameters = 3,
}
