namespace BnLab.Tests.Runs;

public sealed class NetFileTests
{
    private const int Inputs = 20, Classes = 5;

    private static readonly NetDescription Images = new("convolutional", new ImageShape(2, 4, 6), ["a", "b", "c"], new Split(60, 40), 50, new double[48]);

    private static readonly ConvNetDesign Convolutional = new(Images.Shape, 3, 5, [7], 3);

    [Fact]
    public void A_net_reads_back_equal()
    {
        var training = new SmallTraining<double>();
        training.End();
        using var stream = new MemoryStream(NetFile.Bytes(SmallTraining<double>.Description, training.Net));
        var stored = Assert.IsType<StoredNet<double>>(NetFile.Read(stream));
        Assert.Equivalent(SmallTraining<double>.Description, stored.Description);
        Assert.Equivalent(training.Net.Design, stored.Design);
        var x = Draw.Normal<double>(new(5), 9, 20);
        Assert.Equal(training.Net.Scores(x).ToArray(), stored.Net.Scores(x).ToArray());
    }

    [Fact]
    public void A_net_of_a_training_that_diverged_is_refused()
    {
        var training = new SmallTraining<float>();
        training.End();
        training.Net.Parameters.Values[0, 0] = float.NaN;
        using var stream = new MemoryStream(NetFile.Bytes(SmallTraining<float>.Description, training.Net));
        Assert.StartsWith("expected finite numbers", Assert.Throws<InvalidDataException>(() => NetFile.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Saving_a_convolutional_net_gives_a_net_with_the_same_scores_to_the_bit(bool batchNorm, bool localResponseNorm)
    {
        var random = new NumpyRandom(3);
        var net = new ConvNet<float>(Convolutional with { HasBatchNorm = batchNorm, HasLocalResponseNorm = localResponseNorm, Regularization = 0.1 });
        net.Initialize(random, 0.1);
        var x = Draw.Normal<float>(random, 9, 48);
        net.Scores(x, Mode.Train); // so that the running statistics are not those of the start
        using var stream = new MemoryStream(NetFile.Bytes(Images, net));
        var stored = Assert.IsType<StoredNet<float>>(NetFile.Read(stream));
        Assert.Null(stored.Design);
        Assert.Equal(net.Design with { Hidden = [] }, Assert.IsType<ConvNet<float>>(stored.Net).Design with { Hidden = [] });
        Assert.Equal(net.Scores(x).ToArray(), stored.Net.Scores(x).ToArray());
    }

    /// <summary>Small files that claim large nets: they are refused, and no memory is taken for what they cannot hold.</summary>
    [Theory]
    [InlineData(1, 1 << 20, "expected 26214400 weights of 4 bytes, but only 0 bytes are left")]
    [InlineData(2, 1 << 13, "expected 67313664 weights of 4 bytes, but only 0 bytes are left")]
    [InlineData(2, 1 << 20, "expected a net of at most 268435456 weights")]
    [InlineData(1, int.MaxValue, "expected a net of at most 268435456 weights")]
    [InlineData(100, int.MaxValue, "expected a net of at most 268435456 weights")]
    [InlineData(20_000, 1, "expected a net of wider layers: all of them have only 20024 weights")] // rows are padded, however short
    public void A_file_that_claims_more_than_it_holds_is_refused_before_memory_is_taken(int layers, int width, string message)
    {
        var description = new NetDescription("baseline", new ImageShape(1, 1, Inputs), ["a", "b", "c", "d", "e"], new Split(60, 40), 60, new double[Inputs]);
        Refused(message, new("little-endian float32", description, new NetDesign(Inputs, [.. Enumerable.Repeat(width, layers)], Classes), null));
    }

    public static TheoryData<string, object> Impossible => new()
    {
        { "expected filters that fit the images", Convolutional with { Kernel = 4 } },
        { "expected filters that fit the images", Convolutional with { Kernel = int.MaxValue } },
        { "expected filters that fit the images", Convolutional with { Filters = -1 } },
        { "expected filters and windows of at most 268435456 values", Convolutional with { Filters = int.MaxValue } },
        { "expected a net for images of 2 × 4 × 6, of even height and width", Convolutional with { Input = new(2, 6, 4) } },
        { "expected a net of 3 classes, but it has 2", Convolutional with { Classes = 2 } },
        { "expected layers of one unit or more", Convolutional with { Hidden = [0] } },
        { "expected channels that make 4 equal groups", Convolutional with { HasBatchNorm = true, Groups = 4 } },
        { "expected a net of 48 inputs, but it has 47", new NetDesign(47, [], 3) },
        { "expected a normalization and an activation that this version of bnlab knows", new NetDesign(48, [], 3) { Normalization = (Normalization)7 } },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_net_that_cannot_be_is_refused(string message, object design) =>
        Refused(message, new("little-endian float32", Images, design as NetDesign, design as ConvNetDesign));

    [Fact]
    public void A_description_that_cannot_be_is_refused()
    {
        var net = new NetDesign(48, [], 3);
        Refused("expected a mean image of 2 × 4 × 6 values, but it has 47", new("little-endian float32", Images with { Mean = new double[47] }, net, null));
        Refused("expected numbers of images that fit together", new("little-endian float32", Images with { NumTrain = 61 }, net, null));
        Refused("expected numbers of type little-endian float32, but these are int8", new("int8", Images, net, null));
        Refused("expected a net that is either fully connected or convolutional", new("little-endian float32", Images, net, Convolutional));
    }

    private static void Refused(string message, NetHead head)
    {
        using var file = new MemoryStream();
        NetFormat.Write<NetHead, float>(file, FileKind.Net, head, RunsJson.Default.NetHead, []);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => NetFile.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (1 << 17) + (64L * file.Length));
        Assert.Equal(message, error.Message);
    }
}
