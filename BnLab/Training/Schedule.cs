namespace BnLab.Training;

/// <summary>The iterations of a training, when it evaluates, and what it draws at random: the part that needs no net.</summary>
internal sealed class Schedule(int numTrain, SolverOptions options)
{
    /// <summary>Training accuracy is taken on at most so many samples, as in the course.</summary>
    public const int MaxCheckedSamples = 1_000;

    /// <summary>Whole mini-batches of an epoch, at least one.</summary>
    public int IterationsPerEpoch { get; } = int.Max(numTrain / options.BatchSize, 1);

    public int Iterations => options.Epochs * IterationsPerEpoch;

    /// <summary>Whether training accuracy is taken on a random part of the samples.</summary>
    public bool ChecksPart => numTrain > MaxCheckedSamples;

    public bool EndsEpoch(int iteration) => (iteration + 1) % IterationsPerEpoch == 0;

    public bool Evaluates(int iteration) => iteration == 0 || iteration == Iterations - 1 || EndsEpoch(iteration);

    /// <summary>
    /// Advances a generator to its state after a training, without training: so a training that follows another one in the
    /// notebook can run beside it here and draw the same numbers.
    /// </summary>
    public void SkipDraws(NumpyRandom random)
    {
        var batches = new MiniBatches(numTrain, options.Sampling, random);
        Span<int> batch = new int[options.BatchSize];
        Span<int> part = new int[MaxCheckedSamples];
        for (int t = 0; t < Iterations; t++)
        {
            batches.Next(batch);
            if (ChecksPart && Evaluates(t)) random.Choice(numTrain, part);
        }
    }
}
