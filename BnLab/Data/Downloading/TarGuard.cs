using System.Text;

namespace BnLab.Data.Downloading;

/// <summary>
/// Passes a tar archive on to its reader, and looks at each header first: a reader may believe a header and make room for what
/// it announces. Files, folders and the longer names of both are let through, nothing else.
/// </summary>
/// <param name="source">The archive, decompressed.</param>
/// <param name="limit">How many bytes all its entries may have.</param>
/// <remarks>POSIX.1-2017, pax interchange format: headers of 512 bytes, the length in octal at 124, the type at 156.</remarks>
internal sealed class TarGuard(Stream source, long limit) : Stream
{
    private const int Block = 512;
    private const int LongestText = 1 << 15; // bytes of a longer name, or of other facts about an entry
    private const int MostEntries = 10_000;

    private readonly byte[] _header = new byte[Block];
    private int _handedOn = Block; // bytes of the header
    private long _left;            // bytes of the entry, with those that fill its last block
    private long _total;
    private int _entries;

    /// <summary>The length that the last header announces.</summary>
    public long Announced { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (_handedOn == Block && _left == 0 && !NextHeader()) return 0;
        if (_handedOn < Block)
        {
            int part = int.Min(buffer.Length, Block - _handedOn);
            _header.AsSpan(_handedOn, part).CopyTo(buffer);
            _handedOn += part;
            return part;
        }

        int count = source.Read(buffer[..(int)long.Min(buffer.Length, _left)]);
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool NextHeader()
    {
        int length = source.ReadAtLeast(_header, Block, throwOnEndOfStream: false);
        if (length == 0) return false;
        if (length < Block) throw new InvalidDataException("it ends within a header");
        (_handedOn, Announced) = (0, 0);
        if (!_header.AsSpan().ContainsAnyExcept((byte)0)) return true; // the end mark
        if (++_entries > MostEntries) throw new InvalidDataException($"it has more than {MostEntries} entries");
        Announced = Octal(_header.AsSpan(124, 12));
        char type = (char)_header[156];
        long most = type switch
        {
            '\0' or '0' or '7' => limit,
            '5' => 0, // a folder
            'x' or 'g' or 'L' or 'K' => LongestText,
            _ => throw new InvalidDataException($"entry '{Name()}' is {Kind(type)}; expected files and folders only"),
        };
        if (Announced > most) throw new InvalidDataException($"entry '{Name()}' announces {Announced} bytes; expected at most {most}");
        _left = (Announced + Block - 1) / Block * Block;
        _total += Block + _left;
        if (_total > limit) throw new InvalidDataException($"its entries announce more than {limit} bytes");
        return true;
    }

    private long Octal(ReadOnlySpan<byte> field)
    {
        var digits = field.Trim(" \0"u8);
        long value = 0;
        foreach (byte digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') throw new InvalidDataException($"entry '{Name()}' announces a length that is no octal number of 8 GB or less");
            value = (8 * value) + digit - '0';
        }

        return value;
    }

    /// <summary>The name, as far as it can be shown.</summary>
    private string Name()
    {
        var name = _header.AsSpan(0, 100);
        int end = name.IndexOf((byte)0);
        return string.Concat(Encoding.Latin1.GetString(end < 0 ? name : name[..end]).Select(c => char.IsAsciiLetterOrDigit(c) || "./\\_-: ".Contains(c, StringComparison.Ordinal) ? c : '?'));
    }

    private static string Kind(char type) => type switch
    {
        '1' => "a hard link",
        '2' => "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a pipe",
        'S' => "a sparse file",
        _ => $"of type {(int)type}",
    };
}
