using System.Globalization;
using System.Security.Cryptography;
using BnLab.Numerics;
using BnLab.Training.Checkpoints;

namespace BnLab.Tests.Training.Checkpoints;

/// <summary>
/// Damaged files whose checksum fits all the same, as no accident makes them: the readers answer with a clean error, or
/// take them, and never use much more memory than the file has bytes. <c>BNLAB_FUZZ=1000000</c> tries a million of each.
/// </summary>
public sealed class CheckpointFuzzTests
{
    private static readonly int Inputs = int.Parse(Environment.GetEnvironmentVariable("BNLAB_FUZZ") ?? "20000", CultureInfo.InvariantCulture);

    // A layer of one unit takes 16 times its weights in padded rows, for values and gradients.
    private const int BytesPerByte = 64, Fixed = 1 << 17;

    [Fact]
    public void No_checkpoint_breaks_the_reader()
    {
        byte[] whole = new SmallTraining<float> { StopAfter = 7 }.Checkpoint();
        var target = new SmallTraining<float>();
        Try(whole, target.Read);
    }

    [Fact]
    public void No_net_breaks_the_reader()
    {
        var training = new SmallTraining<double>();
        using var stream = new MemoryStream();
        NetFile.Write(stream, SmallTraining<double>.Description, training.Net);
        Try(stream.ToArray(), bytes =>
        {
            using var source = new MemoryStream(bytes);
            NetFile.Read(source);
        });
    }

    private static void Try(byte[] whole, Action<byte[]> read)
    {
        var random = new NumpyRandom(231);
        int refused = 0;
        read(Signed(whole));
        for (int i = 0; i < Inputs; i++)
        {
            byte[] bytes = i % 20 == 0 ? Mutated(whole, random) : Signed(Mutated(whole, random));
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Fixed + ((long)BytesPerByte * bytes.Length));
        }

        Assert.InRange(refused, Inputs / 4, Inputs); // else the mutations are too mild to show anything
    }

    private static byte[] Mutated(byte[] whole, NumpyRandom random)
    {
        byte[] bytes = [.. whole];
        int head = int.Min(bytes.Length, 700); // most of what decides anything stands in front of the weights
        for (int n = random.NextInteger(4); n >= 0; n--)
        {
            int at = random.NextInteger(random.NextInteger(3) == 0 ? bytes.Length : head);
            switch (random.NextInteger(4))
            {
                case 0:
                    bytes[at] = (byte)random.NextInteger(256);
                    break;
                case 1:
                    int[] extremes = [0, 1, -1, int.MaxValue, int.MinValue, 1 << 20, 1 << 28, 65_536];
                    BitConverter.TryWriteBytes(bytes.AsSpan(at / 4 * 4), extremes[random.NextInteger(extremes.Length)]);
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[int.Min(bytes.Length, at + random.NextInteger(40))..]];
                    break;
                default:
                    bytes = [.. bytes[..at], .. bytes[..random.NextInteger(40)], .. bytes[at..]];
                    break;
            }

            if (bytes.Length < 40) return bytes;
            head = int.Min(head, bytes.Length);
        }

        return bytes;
    }

    /// <summary>The file with the checksum that its content has.</summary>
    private static byte[] Signed(byte[] bytes) =>
        bytes.Length < 32 ? bytes : [.. bytes[..^32], .. SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32))];
}
