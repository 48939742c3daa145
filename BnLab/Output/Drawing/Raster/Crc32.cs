namespace BnLab.Output.Drawing.Raster;

/// <summary>The check sum of a PNG's chunks and of a journal's lines.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data) => ~Update(Update(~0u, type), data);

    private static uint Update(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) sum = (sum >> 8) ^ Table[(byte)(sum ^ value)];
        return sum;
    }

    private static uint Entry(int index)
    {
        uint value = (uint)index;
        for (int bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
        return value;
    }
}
