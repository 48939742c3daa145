using Xunit.Sdk;

namespace BnLab.Tests.Fuzzing;

/// <summary>
/// Gives a reader damaged files, each made from valid ones by a seed that is its number: the same ones in every run. The
/// environment variable BNLAB_FUZZ says how many. A reader may take a file or refuse it, with the exceptions that the
/// command line turns into one line, in memory that the file's length bounds.
/// </summary>
internal static class Fuzzer
{
    /// <summary>What the files are called: messages must name them.</summary>
    public const string File = "some/folder/damaged.file";

    private const int LongestMessage = 600;
    private const int RoomOfThread = 1 << 14; // a collection in between counts what was set aside for the thread as allocated

    public static int Inputs { get; } = Environment.GetEnvironmentVariable("BNLAB_FUZZ") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 3_000;
    private static readonly string[] Numbers = ["-1", "0", "1", "2147483647", "2147483648", "-2147483648", "99999999999999999999", "1e999", "NaN", "", "0x10", "1.5", "٣"];
    private static readonly byte[] Marks = [0, 0xFF, 0x80, 0x7F, .. "\"\\,\n\r{}[]: 0-u"u8];

    /// <summary>Runs a reader over damaged files.</summary>
    /// <param name="valid">Some files that it takes, as different from each other as they can be.</param>
    /// <param name="read">The reader; it is told that the file is <see cref="File"/>.</param>
    /// <param name="perByte">Bytes that it may allocate for a byte of the file.</param>
    /// <param name="constant">Bytes that it may allocate for any file.</param>
    /// <param name="repair">Makes a damaged file's checksums right, so that the reader looks further.</param>
    /// <param name="head">How many bytes from its first a file has in which lengths and kinds are: half of all changes are made there.</param>
    /// <returns>Which part of them was refused.</returns>
    public static double Run(
        IReadOnlyList<byte[]> valid, Action<byte[]> read, int perByte, int constant, Func<byte[], byte[]>? repair = null, int head = 64)
    {
        foreach (byte[] file in valid) read(file);
        int refused = 0;
        for (int number = 0; number < Inputs; number++)
        {
            byte[] damaged = Damage(valid, head, new Random(number));
            if (repair is not null) damaged = repair(damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isTaken = Take(read, damaged, number);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            long most = ((long)perByte * damaged.Length) + constant + RoomOfThread;
            if (allocated > most) throw Fail($"{allocated} bytes were allocated; expected at most {most}", damaged, number);
            if (!isTaken) refused++;
        }

        Assert.InRange(refused, 1, Inputs); // else the reader does not look
        return (double)refused / Inputs;
    }

    private static bool Take(Action<byte[]> read, byte[] damaged, int number)
    {
        try
        {
            read(damaged);
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            bool isClean = e.Message.Contains(File, StringComparison.Ordinal) && e.Message.Length <= LongestMessage && !e.Message.Any(char.IsControl);
            return isClean ? false : throw Fail($"the message is not one line of at most {LongestMessage} characters that names the file: {e.Message}", damaged, number, e);
        }
        catch (Exception e)
        {
            throw Fail($"{e.GetType().Name}: {e.Message}", damaged, number, e);
        }
    }

    private static XunitException Fail(string what, byte[] damaged, int number, Exception? inner = null) =>
        new($"Input {number}, {damaged.Length} bytes: {what}{Environment.NewLine}{Encoding.Latin1.GetString(damaged.AsSpan(0, int.Min(damaged.Length, 2000)))}", inner);

    private static byte[] Damage(IReadOnlyList<byte[]> valid, int head, Random random)
    {
        byte[] bytes = valid[random.Next(valid.Count)];
        for (int times = random.Next(1, 5); times > 0; times--) bytes = DamageOnce(bytes, valid, head, random);
        return bytes;
    }

    private static byte[] DamageOnce(byte[] bytes, IReadOnlyList<byte[]> valid, int head, Random random)
    {
        if (bytes.Length < 8) return [.. bytes, .. valid[0]];
        int at = Place(bytes.Length), to = int.Min(bytes.Length, at + random.Next(1, random.Next(2) == 0 ? 16 : 2000));
        byte[] changed;
        switch (random.Next(9))
        {
            case 0:
                changed = [.. bytes];
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed = [.. bytes];
                changed[at] = Marks[random.Next(Marks.Length)];
                return changed;
            case 2:
                return bytes[..at];
            case 3: // something more
                changed = new byte[random.Next(1, 40)];
                random.NextBytes(changed);
                return [.. bytes[..at], .. changed, .. bytes[at..]];
            case 4: // something less
                return [.. bytes[..at], .. bytes[to..]];
            case 5: // something twice
                return [.. bytes[..to], .. bytes[at..]];
            case 6: // a length field with an extreme value
                changed = [.. bytes];
                uint value = random.Next(6) switch { 0 => 0, 1 => 1, 2 => int.MaxValue, 3 => uint.MaxValue, 4 => (uint)bytes.Length, _ => 1u << random.Next(32) };
                for (int i = 0, bigEndian = random.Next(2); i < 4 && at + i < bytes.Length; i++) changed[at + i] = (byte)(value >> (8 * (bigEndian == 0 ? i : 3 - i)));
                return changed;
            case 7: // a number with an extreme value
                int digit = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
                if (digit < 0) return bytes[..at];
                int first = at + digit, last = first;
                while (last < bytes.Length && bytes[last] is >= (byte)'0' and <= (byte)'9') last++;
                return [.. bytes[..first], .. Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]), .. bytes[last..]];
            default: // the head of one and the tail of another
                byte[] other = valid[random.Next(valid.Count)];
                return [.. bytes[..at], .. other[Place(other.Length)..]];
        }

        int Place(int length) => random.Next(random.Next(2) == 0 ? int.Min(length, head) : length);
    }
}
