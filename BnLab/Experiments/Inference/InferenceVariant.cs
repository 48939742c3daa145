namespace BnLab.Experiments.Inference;

/// <summary>A net of the study, and how its training differs from the settings.</summary>
internal sealed record InferenceVariant(string Name, string Label, int Style) : NetVariant(Name, Label, Style, Normalization.Batch)
{
    /// <summary>The smallest possible: a single sample has no variance.</summary>
    public const int TinyBatch = 2;

    public const int ChainLength = 20;

    private const double SlowMomentum = 0.999; // so slow that a few hundred mini-batches are too few

    public static InferenceVariant Plain { get; } = new("plain", "momentum 0.9", 0);

    public static InferenceVariant LessSlow { get; } = new("momentum-0.99", "momentum 0.99", 1) { Conventions = new(Momentum: 0.99) };

    public static InferenceVariant Slow { get; } = new("momentum-0.999", "momentum 0.999", 2) { Conventions = new(Momentum: SlowMomentum) };

    /// <summary>The running variance begins at 1, as in most libraries.</summary>
    public static InferenceVariant SlowFromOne { get; } = new("momentum-0.999-from-1", "momentum 0.999, variance from 1", 3)
    {
        Conventions = new(Momentum: SlowMomentum, InitialRunningVariance: 1.0),
    };

    public static InferenceVariant Tiny { get; } = new("tiny", "mini-batches of 2", 4) { BatchSize = TinyBatch };

    public static InferenceVariant Chain { get; } = new("chain", "20 hidden layers", 5) { Layers = ChainLength };

    public static IReadOnlyList<InferenceVariant> All { get; } = [Plain, LessSlow, Slow, SlowFromOne, Tiny, Chain];

    public BatchNormConventions Conventions { get; private init; } = BatchNormConventions.Course;

    /// <summary>Null for the settings' own.</summary>
    private int? BatchSize { get; init; }

    /// <summary>Hidden layers, as wide as the settings' first one; null for the settings' own.</summary>
    private int? Layers { get; init; }

    public TrainingSettings Apply(TrainingSettings settings) => settings with
    {
        Hidden = Layers is { } layers ? [.. Enumerable.Repeat(settings.Hidden[0], layers)] : settings.Hidden,
        Solver = settings.Solver with { BatchSize = BatchSize ?? settings.Solver.BatchSize },
    };
}
