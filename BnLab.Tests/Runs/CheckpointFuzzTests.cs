using System.Security.Cryptography;

namespace BnLab.Tests.Runs;

/// <summary>
/// Damaged files of nets and checkpoints, as accidents make them and with checksums that fit all the same: the readers answer
/// with a clean error, or take them, and never use much more memory than the file has bytes.
/// </summary>
public sealed class CheckpointFuzzTests
{
    // A layer of one unit takes 16 times its weights in padded rows, for values and gradients.
    private const int BytesPerByte = 64, Constant = (1 << 17) - (1 << 14);

    private const int Head = 1_500; // bytes: most of what is checked comes before the weights
    private const int Content = 12 + SHA256.HashSizeInBytes; // where it begins: after the checksum

    private static readonly NetDescription Description = SmallTraining<float>.Description with { Shape = new ImageShape(1, 4, 6), Mean = new double[24] };

    [Fact]
    public void A_damaged_checkpoint() => Checkpoints();

    /// <summary>With the checksum made right, so that the content is what is wrong.</summary>
    [Fact]
    public void A_damaged_checkpoint_behind_its_checksum() => Assert.InRange(Checkpoints(Signed), 0.25, 1); // else the damages are too mild to show anything

    [Fact]
    public void A_damaged_net() => Nets();

    /// <summary>With the checksum made right, so that the content is what is wrong.</summary>
    [Fact]
    public void A_damaged_net_behind_its_checksum() => Assert.InRange(Nets(Signed), 0.25, 1);

    private static double Checkpoints(Func<byte[], byte[]>? repair = null)
    {
        var target = new SmallTraining<float>();
        return Fuzzer.Run(
            [new SmallTraining<float> { StopAfter = 7 }.Checkpoint(), new SmallTraining<float>(draws: 8) { StopAfter = 12 }.Checkpoint()],
            bytes => Read(bytes, target.Read), BytesPerByte, Constant, repair, Head);
    }

    private static double Nets(Func<byte[], byte[]>? repair = null)
    {
        byte[][] nets =
        [
            NetFile.Bytes(SmallTraining<double>.Description, new SmallTraining<double>().Net),
            NetFile.Bytes(SmallTraining<float>.Description, new SmallTraining<float>().Net),
            NetFile.Bytes(Description, new ConvNet<float>(new ConvNetDesign(Description.Shape, 3, 3, [6], 5) { HasBatchNorm = true })),
        ];
        return Fuzzer.Run(nets, bytes => Read(bytes, source => NetFile.Read(source)), BytesPerByte, Constant, repair, Head);
    }

    private static void Read(byte[] bytes, Action<Stream> read)
    {
        using var source = new MemoryStream(bytes);
        try
        {
            read(source);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{Fuzzer.File}: {e.Message}", e);
        }
    }

    /// <summary>The file with the checksum that its content has.</summary>
    private static byte[] Signed(byte[] bytes) =>
        bytes.Length < Content ? bytes : [.. bytes[..(Content - SHA256.HashSizeInBytes)], .. SHA256.HashData(bytes.AsSpan(Content)), .. bytes[Content..]];
}
