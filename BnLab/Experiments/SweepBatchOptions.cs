namespace BnLab.Experiments;

/// <summary>Which mini-batch sizes <see cref="SweepBatch"/> compares.</summary>
internal sealed record SweepBatchOptions
{
    /// <summary>Sizes of the mini-batches of the normalized net; the baseline is trained with the first.</summary>
    public IReadOnlyList<int> BatchSizes { get; init; } = [5, 10, 50];

    /// <summary>Whether the normalized net has layer normalization instead of batch normalization.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>How many seeds each training is repeated with, from <see cref="TrainingSettings.Seed"/> on.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Nets and solver. The batch size is that of the point.</summary>
    public TrainingSettings Settings { get; init; } = new() { Solver = new() { LearningRate = Math.Pow(10, -3.5) } };

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        new Seeds(Settings.Seed, Seeds).Validate();
        string sizes = string.Join(',', BatchSizes);
        if (BatchSizes.Count == 0 || BatchSizes.Any(size => size < 1)) throw new OptionException("--batch-sizes", sizes, "sizes of 1 or more");
        if (BatchSizes.Distinct().Count() < BatchSizes.Count) throw new OptionException("--batch-sizes", sizes, "each size once");
        foreach (int size in BatchSizes) (Settings with { Solver = Settings.Solver with { BatchSize = size } }).Validate();
    }
}
