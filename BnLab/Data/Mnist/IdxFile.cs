using System.Buffers.Binary;
using System.IO.Compression;

namespace BnLab.Data;

/// <summary>
/// Reads IDX files of bytes, plain or compressed with gzip: a magic number that gives type and number of dimensions, the
/// dimensions, then the values, the last dimension fastest. All numbers are big-endian.
/// </summary>
/// <remarks>LeCun, Cortes and Burges, "The MNIST database of handwritten digits".</remarks>
internal static class IdxFile
{
    private const uint UnsignedBytes = 0x0800; // in a magic number, beside the number of dimensions
    private const int MostPerByte = 1032; // bytes that deflate makes of one

    /// <summary>The values of all records of a file; its first bytes, not its name, decide whether it is compressed.</summary>
    public static byte[] Read(string file, string records, params ReadOnlySpan<int> shape)
    {
        using var content = InputFile.Open(file, "a file of a data set");
        return Read(file, content, records, shape);
    }

    /// <summary>The same from an open file. The records must have the given shape: none for records of one byte.</summary>
    public static byte[] Read(string file, Stream content, string records, params ReadOnlySpan<int> shape)
    {
        bool isCompressed = content.ReadByte() == 0x1F && content.ReadByte() == 0x8B;
        content.Position = 0;
        using var stream = isCompressed ? new GZipStream(content, CompressionMode.Decompress) : content;
        try
        {
            return ReadRecords(stream, content.Length * (isCompressed ? MostPerByte : 1), records, shape);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    private static byte[] ReadRecords(Stream stream, long longest, string records, ReadOnlySpan<int> shape)
    {
        uint magic = ReadNumber(stream), expected = UnsignedBytes + 1 + (uint)shape.Length;
        if (magic != expected) throw new InvalidDataException($"the magic number is {magic}; expected {expected}, that of IDX {records}.");
        uint count = ReadNumber(stream);
        var found = new uint[shape.Length];
        for (int i = 0; i < found.Length; i++) found[i] = ReadNumber(stream);
        long recordLength = 1;
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] != shape[i])
                throw new InvalidDataException($"the {records} are of {string.Join(" × ", found)}; expected {string.Join(" × ", shape.ToArray())}.");
            recordLength *= shape[i];
        }

        if (count == 0) throw new InvalidDataException($"the header announces no {records}.");
        long most = long.Min(Array.MaxLength, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2) / recordLength; // twice: compressed data are not trusted with all memory
        if (count > most) throw new InvalidDataException($"the header announces {count} {records}, more than can be read at once ({most}).");

        long length = count * recordLength;
        var values = new byte[long.Min(length, longest)]; // memory for what the file can hold, not for what its header announces
        int filled = Fill(stream, values);
        if (filled < length) throw new InvalidDataException($"the data end after {filled / recordLength} of the {count} {records} that the header announces.");
        return Fill(stream, new byte[1]) == 0 ? values : throw new InvalidDataException($"there are more data after the {count} {records} that the header announces.");
    }

    private static uint ReadNumber(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return Fill(stream, bytes) == bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : throw new InvalidDataException("the data end within the header.");
    }

    /// <summary>Reads up to the length of a buffer.</summary>
    private static int Fill(Stream stream, Span<byte> bytes)
    {
        try
        {
            return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e) // from GZipStream
        {
            throw new InvalidDataException($"the gzip data are cut or damaged ({e.Message.TrimEnd('.')}).", e);
        }
    }
}
