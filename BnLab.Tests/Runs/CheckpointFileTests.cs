using System.Security.Cryptography;

namespace BnLab.Tests.Runs;

public sealed class CheckpointFileTests
{
    public static TheoryData<string, int> RulesAndPositions()
    {
        var data = new TheoryData<string, int>();
        foreach (string rule in UpdateRule.Names)
        {
            foreach (int position in new[] { 1, 4, 5, 17, 29 }) data.Add(rule, position); // an epoch has 5 iterations
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RulesAndPositions))]
    public void A_resumed_training_ends_in_the_same_bits(string rule, int position)
    {
        foreach (var normalization in Enum.GetValues<Normalization>())
        {
            ResumesTo<float>(normalization, new() { UpdateRule = rule }, position);
            ResumesTo<double>(normalization, new() { UpdateRule = rule }, position);
        }
    }

    [Theory]
    [InlineData(Sampling.Fixed)]
    [InlineData(Sampling.Reshuffled)]
    [InlineData(Sampling.Blocks)]
    public void The_order_of_the_samples_is_kept(Sampling sampling) =>
        ResumesTo<double>(Normalization.Batch, new() { Sampling = sampling }, position: 13);

    [Fact]
    public void A_finished_training_is_not_trained_again()
    {
        var first = new SmallTraining<float>();
        byte[] last = [];
        first.Solver.EpochEnded = () => last = first.Write();
        byte[] expected = first.End();
        var second = new SmallTraining<float>(draws: 99) { StopAfter = 1 };
        second.Read(last);
        Assert.Equal(expected, second.End());
        Assert.False(second.Stop.IsCancellationRequested); // no iteration was run
    }

    [Fact]
    public void What_is_not_finite_is_kept()
    {
        var first = new SmallTraining<float>();
        first.Solver.State.Progress.Losses[0] = double.NaN;
        first.Solver.State.Progress.LearningRate = double.PositiveInfinity;
        first.Solver.State.Progress.Done = 1;
        var second = new SmallTraining<float>();
        second.Read(first.Write());
        Assert.Equal((double.NaN, double.PositiveInfinity), (second.Solver.State.Progress.Losses[0], second.Solver.State.Progress.LearningRate));
    }

    [Fact]
    public void Every_changed_byte_and_every_cut_is_noticed()
    {
        byte[] whole = new SmallTraining<float> { StopAfter = 3 }.Checkpoint();
        var training = new SmallTraining<float>();
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] changed = [.. whole];
            changed[i] ^= (byte)(1 << (i % 8));
            Assert.Throws<InvalidDataException>(() => training.Read(changed));
        }

        for (int length = 0; length < whole.Length; length += 7) Assert.Throws<InvalidDataException>(() => training.Read(whole[..length]));
        Assert.Throws<InvalidDataException>(() => training.Read([.. whole, 0]));
    }

    [Fact]
    public void A_file_of_something_else_is_refused_with_its_reason()
    {
        var training = new SmallTraining<float> { StopAfter = 3 };
        byte[] whole = training.Checkpoint();
        using var net = new MemoryStream();
        NetFile.Write(net, SmallTraining<float>.Description, training.Net);

        Refused("but the file begins otherwise", [.. "net,seed\n1,2\n3,4\n"u8]);
        Refused("but the file begins otherwise", []);
        foreach (byte format in new byte[] { 1, 3 }) Refused($"expected a checkpoint of bnlab (train.NAME.checkpoint) in format 2, but this is format {format} of another version of bnlab", [.. whole[..8], format, .. whole[9..]]);
        Refused("its checksum does not fit", whole[..^1]);
        Refused("expected a checkpoint of bnlab (train.NAME.checkpoint), but this is a trained net of bnlab (train.NAME.net)", net.ToArray());
        Refused("expected numbers of type little-endian float32, but these are little-endian float64", new SmallTraining<double> { StopAfter = 3 }.Checkpoint());
        Refused("numbers of 4 bytes, but ", new SmallTraining<float>(Normalization.Layer) { StopAfter = 3 }.Checkpoint(), Normalization.None);
        Refused("numbers of 4 bytes, but ", new SmallTraining<float>(options: new() { UpdateRule = "sgd" }) { StopAfter = 3 }.Checkpoint());
        using var stream = new MemoryStream(whole);
        Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(stream, SmallTraining<float>.Run, "baseline", training.Solver.State));
        Assert.Throws<InvalidDataException>(() => NetFile.Read(stream));

        static void Refused(string reason, byte[] bytes, Normalization normalization = Normalization.Batch)
        {
            var e = Assert.Throws<InvalidDataException>(() => new SmallTraining<float>(normalization).Read(bytes));
            Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        byte[] whole = new SmallTraining<float> { StopAfter = 3 }.Checkpoint();
        var run = SmallTraining<float>.Run;
        Refused("with --epochs 7, but this one is of a run with --epochs 6", run with { Options = [new("epochs", "7"), new("dtype", "float32")] });
        Refused("with bnlab 1.2.4, but this one is of a run with bnlab 1.2.3", run with { Version = "1.2.4" });
        Refused("with SHA-256 bbbbbbbb…", run with { DataSet = run.DataSet! with { Sha256 = new string('b', 64) } });
        Refused("with 2 trainings", run with { Trainings = 2 });

        void Refused(string reason, RunKey other)
        {
            using var stream = new MemoryStream(whole);
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => CheckpointFile.ReadHead(stream, other)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Files of version 0.1.0, which end with their checksum.</summary>
    [Fact]
    public void Files_of_the_first_format_are_refused_in_one_line()
    {
        byte[] content = [.. "BNLABNET"u8, 1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, .. new byte[100]];
        using var file = new MemoryStream([.. content, .. SHA256.HashData(content)]);
        Assert.Equal(
            "expected a trained net of bnlab (train.NAME.net) in format 2, but this is format 1 of another version of bnlab",
            Assert.Throws<InvalidDataException>(() => NetFile.Read(file)).Message);
    }

    [Fact]
    public void The_checksum_is_that_of_all_bytes_after_it()
    {
        byte[] whole = new SmallTraining<float> { StopAfter = 3 }.Checkpoint();
        Assert.Equal("BNLABNET"u8.ToArray(), whole[..8]);
        Assert.Equal(SHA256.HashData(whole.AsSpan(44)), whole[12..44]);
    }

    private static void ResumesTo<T>(Normalization normalization, SolverOptions options, int position)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        byte[] expected = new SmallTraining<T>(normalization, options).End();
        byte[] checkpoint = new SmallTraining<T>(normalization, options) { StopAfter = position }.Checkpoint();
        var resumed = new SmallTraining<T>(normalization, options, draws: 99); // the generator is the checkpoint's
        resumed.Read(checkpoint);
        Assert.Equal(expected, resumed.End());
    }
}
