using System.Buffers.Binary;
using System.IO.Compression;

namespace BnLab.Output.Drawing.Raster;

/// <summary>Writes pixels as a PNG file: header, physical size, picture, end, and nothing that changes from run to run.</summary>
internal static class PngEncoder
{
    private const double InchesPerMetre = 1 / 0.0254;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>A whole figure.</summary>
    public static byte[] Encode(Canvas canvas, double dotsPerInch)
    {
        using MemoryStream file = new();
        WriteHeader(file, canvas.Width, canvas.Height, hasOpacity: false);
        WritePhysicalSize(file, dotsPerInch);
        WriteChunk(file, "IDAT"u8, Compress(canvas.Pixels, canvas.Width * 3));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>A file that says nothing of its physical size, with that behind its header.</summary>
    public static byte[] WithPhysicalSize(byte[] file, double dotsPerInch)
    {
        const int HeaderEnd = 8 + 25; // the signature, and a chunk that always comes first and is always so long
        using MemoryStream sized = new();
        sized.Write(file.AsSpan(0, HeaderEnd));
        WritePhysicalSize(sized, dotsPerInch);
        sized.Write(file.AsSpan(HeaderEnd));
        return sized.ToArray();
    }

    /// <summary>A small picture inside of a figure: four bytes to a pixel, the last its opacity.</summary>
    public static byte[] Encode(ImageShape image)
    {
        using MemoryStream file = new();
        WriteHeader(file, image.Width, image.Height, hasOpacity: true);
        WriteChunk(file, "IDAT"u8, Compress(image.Rgba, image.Width * 4));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteHeader(MemoryStream file, int width, int height, bool hasOpacity)
    {
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits to a channel
        header[9] = (byte)(hasOpacity ? 6 : 2); // red, green, blue, and perhaps opacity
        WriteChunk(file, "IHDR"u8, header);
    }

    private static void WritePhysicalSize(MemoryStream file, double dotsPerInch)
    {
        var physical = new byte[9];
        int dotsPerMetre = (int)Math.Round(dotsPerInch * InchesPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(physical, dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(physical.AsSpan(4), dotsPerMetre);
        physical[8] = 1; // the unit is the metre
        WriteChunk(file, "pHYs"u8, physical);
    }

    private static byte[] Compress(byte[] pixels, int stride)
    {
        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[stride + 1];
            var blank = new byte[stride];
            for (int y = 0; y < pixels.Length / stride; y++)
            {
                ReadOnlySpan<byte> row = pixels.AsSpan(y * stride, stride);
                ReadOnlySpan<byte> above = y == 0 ? blank : pixels.AsSpan((y - 1) * stride, stride);
                PngFilter.Apply(row, above, line);
                zip.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, data));
        file.Write(number);
    }
}
