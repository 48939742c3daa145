using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace BnLab.Runs;

/// <summary>Writes numbers and texts, little-endian, and hashes them on the way.</summary>
internal sealed class FormatWriter(Stream target, IncrementalHash hash)
{
    private readonly byte[] _buffer = new byte[1 << 13];

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        target.Write(bytes);
        hash.AppendData(bytes);
    }

    public void Whole(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer, value);
        Bytes(_buffer.AsSpan(0, sizeof(int)));
    }

    public void Number(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer, value);
        Bytes(_buffer.AsSpan(0, sizeof(double)));
    }

    public void Truth(bool value) => Whole(value ? 1 : 0);

    /// <summary>UTF-8 behind its length in bytes.</summary>
    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Whole(bytes.Length);
        Bytes(bytes);
    }

    /// <summary>The elements of a matrix, row by row, without its shape and padding.</summary>
    public void Elements<T>(Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int r = 0; r < matrix.Rows; r++) Elements<T>(matrix.Row(r));
    }

    /// <summary>Numbers one after the other.</summary>
    public void Elements<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>(), room = _buffer.Length / size;
        while (values.Length > 0)
        {
            int count = int.Min(room, values.Length);
            for (int i = 0; i < count; i++)
            {
                Span<byte> place = _buffer.AsSpan(i * size, size);
                if (size == sizeof(uint)) BinaryPrimitives.WriteUInt32LittleEndian(place, Unsafe.BitCast<T, uint>(values[i]));
                else BinaryPrimitives.WriteUInt64LittleEndian(place, Unsafe.BitCast<T, ulong>(values[i]));
            }

            Bytes(_buffer.AsSpan(0, count * size));
            values = values[count..];
        }
    }
}
