using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace BnLab.Runs;

/// <summary>
/// Reads what <see cref="FormatWriter"/> has written. Whatever a file claims to hold, nothing is allocated for it before
/// it is known that so many bytes are left.
/// </summary>
internal sealed class FormatReader(Stream source, long end)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _buffer = new byte[1 << 13];

    /// <summary>Whether all is read.</summary>
    public bool IsAtEnd => source.Position == end;

    /// <summary>Fails where a number of things is negative or more than the rest of the file can hold.</summary>
    public void Require(long count, int size)
    {
        if (count < 0 || count > (end - source.Position) / size)
            throw new InvalidDataException($"expected {count} values of {size} bytes or more, but only {end - source.Position} bytes are left");
    }

    public byte[] Bytes(int count)
    {
        Require(count, 1);
        byte[] bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public int Whole()
    {
        Require(1, sizeof(int));
        Fill(_buffer.AsSpan(0, sizeof(int)));
        return BinaryPrimitives.ReadInt32LittleEndian(_buffer);
    }

    /// <summary>A whole number in a range.</summary>
    public int Whole(string what, int least, int most = int.MaxValue)
    {
        int value = Whole();
        return value >= least && value <= most ? value : throw new InvalidDataException($"expected {what} of {least} to {most}, but it is {value}");
    }

    public double Number()
    {
        Require(1, sizeof(double));
        Fill(_buffer.AsSpan(0, sizeof(double)));
        return BinaryPrimitives.ReadDoubleLittleEndian(_buffer);
    }

    public bool Truth(string what) => Whole(what, 0, 1) == 1;

    public string Text()
    {
        try
        {
            return Utf8.GetString(Bytes(Whole()));
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException("expected text in UTF-8", e);
        }
    }

    /// <summary>A list behind its length.</summary>
    public List<TItem> List<TItem>(int size, Func<TItem> item)
    {
        int count = Whole();
        Require(count, size);
        var list = new List<TItem>(count);
        for (int i = 0; i < count; i++) list.Add(item());
        return list;
    }

    /// <summary>The elements of a matrix, row by row.</summary>
    public void Elements<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int r = 0; r < matrix.Rows; r++) Elements(matrix.Row(r));
    }

    /// <summary>Numbers one after the other.</summary>
    public void Elements<T>(Span<T> values)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>(), room = _buffer.Length / size;
        Require(values.Length, size);
        while (values.Length > 0)
        {
            int count = int.Min(room, values.Length);
            Fill(_buffer.AsSpan(0, count * size));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> place = _buffer.AsSpan(i * size, size);
                values[i] = size == sizeof(uint)
                    ? Unsafe.BitCast<uint, T>(BinaryPrimitives.ReadUInt32LittleEndian(place))
                    : Unsafe.BitCast<ulong, T>(BinaryPrimitives.ReadUInt64LittleEndian(place));
            }

            values = values[count..];
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("the file has become shorter while it was read");
    }
}
