using System.Buffers;

namespace BnLab.Data;

/// <summary>
/// The images of CIFAR-10's files, read when they are needed: trainings use few of them, and the whole set would be most
/// of their memory. The files must not change in the meantime.
/// </summary>
internal sealed class Cifar10Pixels
{
    private readonly List<Part> _parts = [];

    /// <summary>Appends the images of an open file.</summary>
    public void Add(string file, FileStream content, int count) => _parts.Add(new(file, count, LastWrite(content)));

    /// <summary>Reads whole images from number <paramref name="first"/> on; they may lie in several files.</summary>
    public void Read(int first, Span<byte> to)
    {
        int size = Cifar10.Shape.Length;
        foreach (var part in _parts)
        {
            int count = int.Clamp(part.Count - first, 0, to.Length / size);
            if (count > 0) Read(part, first, to[..(count * size)]);
            to = to[(count * size)..];
            first = int.Max(first - part.Count, 0);
        }
    }

    private static void Read(Part part, int first, Span<byte> to)
    {
        using var content = InputFile.Open(part.File, "a file of a data set");
        if (content.Length != (long)part.Count * Cifar10.RecordLength || LastWrite(content) != part.LastWrite)
        {
            throw new InvalidDataException($"{part.File}: the file was changed while it was used; expected it as it was at the beginning.");
        }

        int size = Cifar10.Shape.Length, count = to.Length / size;
        byte[] records = ArrayPool<byte>.Shared.Rent(count * Cifar10.RecordLength);
        content.Position = (long)first * Cifar10.RecordLength;
        Cifar10.ReadWhole(part.File, content, records.AsSpan(0, count * Cifar10.RecordLength));
        for (int i = 0; i < count; i++) records.AsSpan((i * Cifar10.RecordLength) + 1, size).CopyTo(to[(i * size)..]);
        ArrayPool<byte>.Shared.Return(records);
    }

    private static long LastWrite(FileStream content) => File.GetLastWriteTimeUtc(content.SafeFileHandle).Ticks;

    private readonly record struct Part(string File, int Count, long LastWrite);
}
