using System.Buffers.Binary;
using System.IO.Compression;

namespace BnLab.Data;

/// <summary>
/// Reads IDX files of bytes, plain or compressed with gzip in one member or several: a magic number that tells type and number of dimensions, the
/// dimensions, then the values, the last dimension running fastest. All numbers are big-endian.
/// </summary>
/// <remarks>LeCun, Cortes and Burges, "The MNIST database of handwritten digits"; RFC 1952, section 2.2 (members).</remarks>
internal sealed class IdxFile : IDisposable
{
    private const uint UnsignedBytes = 0x0800; // in a magic number, beside the number of dimensions
    private const int FirstRoom = 1 << 16;

    private readonly string _file;
    private readonly Stream _stream;
    private readonly SealableStream? _compressed;

    private IdxFile(string file, Stream content)
    {
        (_file, _stream) = (file, content);
        bool isCompressed = _stream.ReadByte() == 0x1F && _stream.ReadByte() == 0x8B;
        _stream.Position = 0;
        if (isCompressed) _stream = new GZipStream(_compressed = new(content), CompressionMode.Decompress);
    }

    /// <summary>The values of all records of a file.</summary>
    /// <param name="file">The file; whether it is compressed is seen from its first bytes, not from its name.</param>
    /// <param name="records">What the records are, for messages: <c>images</c>.</param>
    /// <param name="shape">The extent that each record must have; none for records of one byte.</param>
    /// <returns>The bytes of one record after the other.</returns>
    /// <exception cref="InvalidDataException">The file is of another kind, cut, damaged, or longer than its header says.</exception>
    public static byte[] Read(string file, string records, params ReadOnlySpan<int> shape)
    {
        using var content = DataFile.Open(file, bufferSize: 4096);
        return Read(file, content, records, shape);
    }

    /// <summary>The values of all records of a file that is open. It is closed.</summary>
    /// <param name="file">What messages call it.</param>
    /// <param name="content">Its content.</param>
    /// <param name="records">What the records are.</param>
    /// <param name="shape">The extent that each record must have.</param>
    public static byte[] Read(string file, Stream content, string records, params ReadOnlySpan<int> shape)
    {
        using var idx = new IdxFile(file, content);
        uint magic = idx.ReadNumber(), expected = UnsignedBytes + 1 + (uint)shape.Length;
        if (magic != expected) throw idx.Bad($"the magic number is {magic}; expected {expected}, that of IDX {records}.");
        uint count = idx.ReadNumber();
        var found = new uint[shape.Length];
        for (int i = 0; i < found.Length; i++) found[i] = idx.ReadNumber();
        long recordLength = 1;
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] != shape[i]) throw idx.Bad($"the {records} are of {string.Join(" × ", found)}; expected {string.Join(" × ", shape.ToArray())}.");
            recordLength *= shape[i];
        }

        if (count == 0) throw idx.Bad($"the header announces no {records}.");
        long most = Array.MaxLength / recordLength;
        if (count > most) throw idx.Bad($"the header announces {count} {records}, more than can be read at once ({most}).");
        return idx.ReadValues(records, (int)count, (int)recordLength);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Reads all values. Memory grows with what the file holds, not with what its header announces.</summary>
    private byte[] ReadValues(string records, int count, int recordLength)
    {
        int length = count * recordLength;
        var values = new byte[int.Min(length, FirstRoom)];
        int filled = 0;
        while (true)
        {
            filled += Fill(values.AsSpan(filled));
            if (filled < values.Length) throw Bad($"the data end after {filled / recordLength} of the {count} {records} that the header announces.");
            if (filled == length) break;
            Array.Resize(ref values, (int)long.Min(length, 2L * filled));
        }

        if (Fill(new byte[1]) > 0) throw Bad($"there are more data behind the {count} {records} that the header announces.");
        RequireWholeMembers();
        return values;
    }

    /// <summary>
    /// The decoder reads one gzip member after the other, but says nothing where the last one is cut behind its last value,
    /// or where something else follows. So it is given one more: that comes out whole only behind the end of another.
    /// </summary>
    private void RequireWholeMembers()
    {
        if (_compressed is null) return;
        _compressed.Seal();
        var end = new byte[SealableStream.Content.Length + 1];
        if (!end.AsSpan(0, Fill(end)).SequenceEqual(SealableStream.Content)) throw Cut("they do not end where the file ends");
    }

    private uint ReadNumber()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return Fill(bytes) == bytes.Length ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : throw Bad("the data end within the header.");
    }

    /// <summary>Reads as much as there is, up to a length.</summary>
    private int Fill(Span<byte> bytes)
    {
        try
        {
            return _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e) // the decoder's, which does not know the file
        {
            throw Cut(e.Message.TrimEnd('.'));
        }
    }

    private InvalidDataException Cut(string why) => Bad($"the gzip data are cut or damaged ({why}).");

    private InvalidDataException Bad(string what) => new($"{_file}: {what}");
}
