using BnLab.Experiments.Sweeps;

namespace BnLab.Tests.Experiments;

/// <summary>Whatever is left out and however many work on it, each training is the one of the notebook's sequential run.</summary>
public sealed class TrainingSequenceTests
{
    private static readonly ImageSet Images = DataSets.Open(DataSets.Synthetic).Images;

    private static readonly TrainingSettings Settings = TrainingSettings.Default with
    {
        NumTrain = 40,
        Split = new(40, 20),
        Hidden = [6],
        DType = DType.Float64,
        Solver = new() { Epochs = 2, BatchSize = 10 },
    };

    private static TrainingSequence Sequence => new([.. new uint[] { 231, 232 }.Select(seed => new SeededTrainings(seed,
    [
        [.. new[] { NetVariant.BatchNorm, NetVariant.Baseline }.Select(net => new PlannedTraining(net, Settings with { Seed = seed, WeightScale = 0.01 }))],
        [.. new[] { NetVariant.LayerNorm, NetVariant.Baseline }.Select(net => new PlannedTraining(net, Settings with { Seed = seed, WeightScale = 0.1 }))],
    ]))]);

    [Theory]
    [InlineData(1, 255)]
    [InlineData(3, 255)]
    [InlineData(2, 0b10100110)]
    [InlineData(1, 0b00010000)]
    [InlineData(1, 0b10000001)]
    public void Trainings_are_those_of_the_sequential_run(int workers, int mask)
    {
        var expected = InSequence().Where((_, number) => (mask >> number & 1) == 1);
        Assert.Equal(expected, Losses(Sequence, workers, number => (mask >> number & 1) == 1));
    }

    [Fact]
    public void A_stream_is_left_after_its_last_training_that_is_wanted()
    {
        var poisoned = new TrainingSequence([new(231, [.. Sequence.Streams[0].Groups, [new PlannedTraining(null!, Settings)]])]);
        Assert.Equal(InSequence()[1], Assert.Single(Losses(poisoned, 1, number => number == 1)));
    }

    private static IEnumerable<string> Losses(TrainingSequence sequence, int workers, Func<int, bool> wanted)
    {
        var samples = Preprocessing.KeepBytes<double>(Images, Preprocessing.MeanImage(Images, 40), new(40, 20), 40);
        var queue = sequence.Queue(samples, 10, wanted).Select(training => (Func<IProgress<TrainingLine>, CancellationToken, History>)training.Run);
        return ParallelTrainings.Run(queue, workers, null, CancellationToken.None).Select(history => string.Join(' ', history!.Losses));
    }

    /// <summary>The notebook: seed, weights, weights, training, training.</summary>
    private static List<string> InSequence()
    {
        var (train, validation) = Preprocessing.SubtractMeanImage<double>(Images, new(40, 20), 40);
        var losses = new List<string>();
        foreach (uint seed in new uint[] { 231, 232 })
        {
            var random = new NumpyRandom(seed);
            foreach (var (scale, nets) in new[] { (0.01, new[] { Normalization.Batch, Normalization.None }), (0.1, [Normalization.Layer, Normalization.None]) })
            {
                var made = nets.Select(normalization => new FullyConnectedNet<double>(3072, [6], 10, normalization)).ToList();
                foreach (var net in made) net.Initialize(random, scale);
                foreach (var net in made)
                    losses.Add(string.Join(' ', new Solver<double>(net, train, validation, Settings.Solver, random).Train("net", seed).Losses));
            }
        }

        return losses;
    }
}
