namespace BnLab.Tests.Experiments;

/// <summary>Whatever is left out and however many work on it, each training is the one of the notebook's sequential run.</summary>
public sealed class TrainingSequenceTests
{
    private static readonly ImageSet Images = DataSets.Open(DataSets.Synthetic).Images;

    private static readonly TrainingSettings Settings = new()
    {
        NumTrain = 40,
        Split = new(40, 20),
        Hidden = [6],
        DType = DType.Float64,
        Solver = new() { Epochs = 2, BatchSize = 10 },
    };

    private static TrainingSequence Sequence => new([.. new uint[] { 231, 232 }.Select(seed => new SeededTrainings(seed,
    [
        [.. new[] { NetPlan.BatchNorm, NetPlan.Baseline }.Select(net => new PlannedTraining(net, Settings with { Seed = seed, WeightScale = 0.01 }))],
        [.. new[] { NetPlan.LayerNorm, NetPlan.Baseline }.Select(net => new PlannedTraining(net, Settings with { Seed = seed, WeightScale = 0.1 }))],
    ]))]);

    [Theory]
    [InlineData(1, 255)]
    [InlineData(3, 255)]
    [InlineData(2, 0b10100110)]
    [InlineData(1, 0b00010000)]
    [InlineData(1, 0b10000001)]
    public void Trainings_are_those_of_the_sequential_run(int workers, int mask)
    {
        var expected = InSequence().Where((_, number) => (mask >> number & 1) == 1).ToList();
        var finished = Sequence.Run(Settings with { Workers = workers }, Images, number => (mask >> number & 1) == 1, null, null, null, CancellationToken.None);
        Assert.Equal(expected, finished.Select(training => (training.Number, string.Join(' ', training.History.Losses))));
    }

    [Fact]
    public void A_stream_is_left_behind_its_last_training_that_is_wanted()
    {
        var poisoned = new TrainingSequence([new(231, [.. Sequence.Streams[0].Groups, [new PlannedTraining(null!, Settings)]])]);
        var finished = poisoned.Run(Settings with { Workers = 1 }, Images, number => number == 1, null, null, null, CancellationToken.None);
        Assert.Equal(InSequence()[1], (finished.Single().Number, string.Join(' ', finished.Single().History.Losses)));
    }

    [Fact]
    public void Samples_stay_bytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Sequence.Run(Settings with { NumTrain = 900, Split = new(900, 100), DType = DType.Float32, Workers = 1 }, Images, _ => false, null, null, null, CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 1000 * 3072 * sizeof(float) / 2, $"{allocated} bytes");
    }

    [Fact]
    public void Trained_nets_are_written_though_the_images_are_gone()
    {
        var pixels = new Vanishing(Images.Pixels);
        var images = Images with { Pixels = pixels };
        var settings = Settings with { Workers = 1 };
        using var keeper = new NetStore(settings, images, ["baseline"], options: null);
        var sequence = new TrainingSequence([new(231, [[new PlannedTraining(NetPlan.Baseline, settings, "begins")]])]);
        Assert.Single(sequence.Run(settings, images, _ => true, new Told(() => pixels.AreGone = true), null, keeper, CancellationToken.None));
        Assert.True(pixels.AreGone);
        using var file = new MemoryStream();
        keeper.Trained(["baseline"]).Single().Write(file);
        Assert.True(file.Length > 0);
    }

    /// <summary>The notebook: seed, weights, weights, training, training.</summary>
    private static List<(int Number, string Losses)> InSequence()
    {
        var (train, validation) = Preprocessing.SubtractMeanImage<double>(Images, new(40, 20), 40);
        var losses = new List<(int, string)>();
        foreach (uint seed in new uint[] { 231, 232 })
        {
            var random = new NumpyRandom(seed);
            foreach (var (scale, nets) in new[] { (0.01, new[] { Normalization.Batch, Normalization.None }), (0.1, [Normalization.Layer, Normalization.None]) })
            {
                var made = nets.Select(normalization => new FullyConnectedNet<double>(3072, [6], 10, normalization)).ToList();
                foreach (var net in made) net.Initialize(random, scale);
                foreach (var net in made)
                    losses.Add((losses.Count, string.Join(' ', new Solver<double>(net, train, validation, Settings.Solver, random).Train("net", seed).Losses)));
            }
        }

        return losses;
    }

    private sealed class Vanishing(IPixels pixels) : IPixels
    {
        public bool AreGone { get; set; }

        public void Read(int first, Span<byte> to)
        {
            if (AreGone) throw new IOException("gone");
            pixels.Read(first, to);
        }
    }

    private sealed class Told(Action then) : IProgress<TrainingLine>
    {
        public void Report(TrainingLine value) => then();
    }
}
