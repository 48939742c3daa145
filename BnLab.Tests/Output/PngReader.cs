using System.Buffers.Binary;
using SkiaSharp;

namespace BnLab.Tests.Output;

/// <summary>Reads the PNG files that bnlab writes, checking each chunk's sum by the definition.</summary>
internal sealed class PngReader
{
    private readonly Lazy<byte[]> _pixels;

    public PngReader(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            Chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            Assert.Equal(Sum(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            at += 12 + length;
        }

        byte[] header = Chunks[0].Data;
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        Assert.Equal([8, 2, 0, 0, 0], header[8..]); // red, green and blue of 8 bits, not interlaced
        _pixels = new(() =>
        {
            using SKBitmap bitmap = SKBitmap.Decode(file);
            return [.. bitmap.Pixels.SelectMany(pixel => (byte[])[pixel.Red, pixel.Green, pixel.Blue])];
        });
    }

    public List<(string Type, byte[] Data)> Chunks { get; } = [];

    public int Width { get; }

    public int Height { get; }

    /// <summary>Red, green and blue, row by row from the top.</summary>
    public byte[] Pixels => _pixels.Value;

    public int At(int x, int y)
    {
        int i = ((y * Width) + x) * 3;
        return (Pixels[i] << 16) | (Pixels[i + 1] << 8) | Pixels[i + 2];
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
