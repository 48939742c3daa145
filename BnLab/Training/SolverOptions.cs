namespace BnLab.Training;

/// <summary>How a net is trained, with the course's defaults.</summary>
public sealed record SolverOptions
{
    /// <summary>One of <see cref="Training.UpdateRule.Names"/>.</summary>
    public string UpdateRule { get; init; } = "adam";

    /// <summary>Step length at the start, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The learning rate is multiplied by this at each epoch's end.</summary>
    public double LrDecay { get; init; } = 1.0;

    /// <summary>Passes over the training samples, 1 or more.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Samples in a mini-batch, 1 or more.</summary>
    public int BatchSize { get; init; } = 50;

    /// <summary>How mini-batches are drawn.</summary>
    public Sampling Sampling { get; init; } = Sampling.WithReplacement;

    /// <summary>The loss is reported at the first iteration and every so many.</summary>
    public int PrintEvery { get; init; } = 20;

    /// <summary>
    /// Whether the net ends with the parameters of the best validation accuracy, as in the course; if not, with the last ones,
    /// which are those that running statistics of batch normalization belong to.
    /// </summary>
    public bool KeepBest { get; init; } = true;
}
