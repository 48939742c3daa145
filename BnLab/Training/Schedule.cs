namespace BnLab.Training;

/// <summary>When a training does what, and what it draws at random: the part of it that needs no net.</summary>
/// <param name="numTrain">Training samples.</param>
/// <param name="options">How the net is trained.</param>
internal sealed class Schedule(int numTrain, SolverOptions options)
{
    /// <summary>Training accuracy is taken on at most so many samples, as in the course.</summary>
    public const int MaxCheckedSamples = 1_000;

    public int IterationsPerEpoch { get; } = int.Max(numTrain / options.BatchSize, 1);

    public int Iterations => options.Epochs * IterationsPerEpoch;

    /// <summary>Whether training accuracy is taken on a random part of the samples.</summary>
    public bool ChecksPart => numTrain > MaxCheckedSamples;

    public bool EndsEpoch(int iteration) => (iteration + 1) % IterationsPerEpoch == 0;

    public bool Evaluates(int iteration) => iteration == 0 || iteration == Iterations - 1 || EndsEpoch(iteration);

    /// <summary>
    /// Brings a generator to where a training would leave it, without training: so a training that follows another
    /// one in the notebook can run beside it here and draw the same numbers.
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
