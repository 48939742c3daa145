using System.Buffers.Binary;

namespace BnLab.Output.Plotting;

/// <summary>Writes into a PNG file how many pixels an inch has, which Skia leaves out.</summary>
internal static class PngDensity
{
    private const double InchesPerMetre = 1 / 0.0254;
    private const int HeaderEnd = 8 + 25; // the signature and the chunk IHDR, which are always so long

    /// <summary>The file with a chunk pHYs after its header (PNG specification, section 11.3.4.3).</summary>
    public static byte[] Add(ReadOnlySpan<byte> png, double dotsPerInch)
    {
        int dotsPerMetre = (int)Math.Round(dotsPerInch * InchesPerMetre);
        byte[] chunk = new byte[4 + 4 + 9 + 4]; // length, name, data, checksum
        BinaryPrimitives.WriteInt32BigEndian(chunk, 9);
        "pHYs"u8.CopyTo(chunk.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(12), dotsPerMetre);
        chunk[16] = 1; // the unit is the metre
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc32(chunk.AsSpan(4, 4 + 9)));
        return [.. png[..HeaderEnd], .. chunk, .. png[HeaderEnd..]];
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint sum = ~0u;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
