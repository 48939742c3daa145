using BnLab.Layers;

namespace BnLab.Experiments.Inference;

/// <summary>A net of the study, and in what its training differs from the settings.</summary>
/// <param name="Name">What files call it.</param>
/// <param name="Label">What people call it.</param>
internal sealed record InferenceVariant(string Name, string Label)
{
    /// <summary>A momentum with which a few hundred mini-batches are few.</summary>
    public const double SlowMomentum = 0.999;

    /// <summary>The smallest mini-batch: one of a single sample has no variance.</summary>
    public const int TinyBatch = 2;

    public const int ChainLength = 20;

    /// <summary>As the settings say.</summary>
    public static InferenceVariant Plain { get; } = new("plain", "momentum 0.9");

    /// <summary>Running averages that keep 99 % of their old value.</summary>
    public static InferenceVariant LessSlow { get; } = new("momentum-0.99", "momentum 0.99") { Conventions = new(Momentum: 0.99) };

    /// <summary>Running averages that keep 99.9 % of their old value.</summary>
    public static InferenceVariant Slow { get; } = new("momentum-0.999", "momentum 0.999") { Conventions = new(Momentum: SlowMomentum) };

    /// <summary>The same, where the running variance begins at 1, as in most libraries.</summary>
    public static InferenceVariant SlowFromOne { get; } = new("momentum-0.999-from-1", "momentum 0.999, variance from 1")
    {
        Conventions = new(Momentum: SlowMomentum, InitialRunningVariance: 1.0),
    };

    /// <summary>Mini-batches of two.</summary>
    public static InferenceVariant Tiny { get; } = new("tiny", "mini-batches of 2") { BatchSize = TinyBatch };

    /// <summary>A chain of twenty normalizations.</summary>
    public static InferenceVariant Chain { get; } = new("chain", "20 hidden layers") { Layers = ChainLength };

    /// <summary>All nets of the study.</summary>
    public static IReadOnlyList<InferenceVariant> All { get; } = [Plain, LessSlow, Slow, SlowFromOne, Tiny, Chain];

    /// <summary>How running averages are kept.</summary>
    public BatchNormConventions Conventions { get; private init; } = BatchNormConventions.Course;

    /// <summary>Samples in a mini-batch, where they are not as many as the settings say.</summary>
    private int? BatchSize { get; init; }

    /// <summary>Hidden layers, as wide as the settings' first one; null for the settings' own layers.</summary>
    private int? Layers { get; init; }

    /// <summary>The settings of its training.</summary>
    public TrainingSettings Apply(TrainingSettings settings) => settings with
    {
        Hidden = Layers is { } layers ? [.. Enumerable.Repeat(settings.Hidden[0], layers)] : settings.Hidden,
        Solver = settings.Solver with { BatchSize = BatchSize ?? settings.Solver.BatchSize },
    };
}
