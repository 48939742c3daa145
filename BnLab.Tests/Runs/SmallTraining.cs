namespace BnLab.Tests.Runs;

/// <summary>A training that takes no time, and the run that it belongs to.</summary>
internal sealed class SmallTraining<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    public const int Iterations = 30;

    public SmallTraining(Normalization normalization = Normalization.Batch, SolverOptions? options = null, uint draws = 7)
    {
        var random = new NumpyRandom(3);
        Net = new FullyConnectedNet<T>(20, [8, 6], 5, normalization, regularization: 0.01);
        Net.Initialize(random, 0.1);
        var (train, validation) = (Samples(random, 60), Samples(random, 40));
        Random = new NumpyRandom(draws);
        Random.NextNormal(); // the other of the pair waits
        options ??= new();
        Solver = new(Net, train, validation, options with { BatchSize = 12, Epochs = 6, LrDecay = 0.9, LearningRate = 0.01 }, Random)
        {
            Observe = iteration =>
            {
                if (iteration == StopAfter) Stop.Cancel();
            },
        };
    }

    public static RunKey Run { get; } = new(
        "train", "1.2.3", [new("epochs", "6"), new("dtype", "float32")], new("synthetic", "made", 100, new string('a', 64)), 1, 1, 1, 1);

    public static NetDescription Description { get; } = new(
        "batchnorm", new ImageShape(1, 4, 5), ["a", "b", "c", "d", "ä"], new Split(60, 40), 60, [.. Enumerable.Range(0, 20).Select(i => i / 3.0)]);

    public FullyConnectedNet<T> Net { get; }

    public Solver<T> Solver { get; }

    public NumpyRandom Random { get; }

    public int StopAfter { get; init; }

    public CancellationTokenSource Stop { get; } = new();

    /// <summary>Trains until it is stopped, and writes where it stands.</summary>
    public byte[] Checkpoint()
    {
        Assert.Throws<OperationCanceledException>(() => Solver.Train("batchnorm", 1, null, Stop.Token));
        Assert.Equal(StopAfter, Solver.State.Progress.Done);
        return Write();
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        CheckpointFile.Write(stream, Run, "batchnorm", Solver.State);
        return stream.ToArray();
    }

    public void Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        Read(stream);
    }

    public void Read(Stream stream) => CheckpointFile.Read(stream, Run, "batchnorm", Solver.State);

    /// <summary>Trains to the end; all that is left behind, to the last bit.</summary>
    public byte[] End()
    {
        var history = Solver.Train("batchnorm", 1);
        Assert.Equal(Iterations, history.Losses.Count);
        using var stream = new MemoryStream();
        CheckpointFile.Write(stream, Run, "batchnorm", Solver.State);
        stream.Write(BitConverter.GetBytes(Random.NextNormal()));
        return stream.ToArray();
    }

    private static Samples<T> Samples(NumpyRandom random, int count) =>
        new(Draw.Normal<T>(random, count, 20), [.. Enumerable.Range(0, count).Select(_ => random.NextInteger(5))]);
}
