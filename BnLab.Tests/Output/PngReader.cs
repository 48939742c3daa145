using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace BnLab.Tests.Output;

/// <summary>Reads the PNG files that bnlab writes, checking each chunk's sum by the definition.</summary>
internal sealed class PngReader
{
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
        Pixels = Unfiltered();
    }

    public List<(string Type, byte[] Data)> Chunks { get; } = [];

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    public int At(int x, int y)
    {
        int i = ((y * Width) + x) * 3;
        return (Pixels[i] << 16) | (Pixels[i + 1] << 8) | Pixels[i + 2];
    }

    /// <summary>Undoes the filters of the PNG specification, section 9.</summary>
    private byte[] Unfiltered()
    {
        byte[] data = [.. Chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data)];
        using ZLibStream zip = new(new MemoryStream(data), CompressionMode.Decompress);
        using MemoryStream all = new();
        zip.CopyTo(all);
        byte[] packed = all.ToArray();
        int stride = Width * 3;
        Assert.Equal((stride + 1) * Height, packed.Length);
        var pixels = new byte[stride * Height];
        for (int y = 0; y < Height; y++)
        {
            int filter = packed[y * (stride + 1)], row = y * stride;
            for (int i = 0; i < stride; i++)
            {
                int left = i >= 3 ? pixels[row + i - 3] : 0, above = y > 0 ? pixels[row + i - stride] : 0, both = i >= 3 && y > 0 ? pixels[row + i - stride - 3] : 0;
                int guess = filter switch { 0 => 0, 1 => left, 2 => above, 3 => (left + above) / 2, 4 => Paeth(left, above, both), _ => throw new InvalidDataException($"filter {filter}") };
                pixels[row + i] = (byte)(packed[row + y + 1 + i] + guess);
            }
        }

        return pixels;
    }

    private static int Paeth(int left, int above, int both)
    {
        int byLeft = Math.Abs(above - both), byAbove = Math.Abs(left - both), byBoth = Math.Abs(left + above - (2 * both));
        return byLeft <= byAbove && byLeft <= byBoth ? left : byAbove <= byBoth ? above : both;
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
