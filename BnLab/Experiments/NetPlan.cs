using BnLab.Nets;

namespace BnLab.Experiments;

/// <summary>One net of an experiment: what it is called and how it is normalized.</summary>
/// <param name="Name">Its name in files and figures: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
/// <param name="Label">Its name for people: <c>Batch normalization</c>.</param>
/// <param name="Style">Its colour and marker in every figure.</param>
/// <param name="Normalization">What stands before its ReLUs.</param>
internal sealed record NetPlan(string Name, string Label, int Style, Normalization Normalization)
{
    /// <summary>No normalization.</summary>
    public static NetPlan Baseline { get; } = new("baseline", "Baseline", 1, Normalization.None);

    /// <summary>Batch normalization after every hidden affine layer.</summary>
    public static NetPlan BatchNorm { get; } = new("batchnorm", "Batch normalization", 0, Normalization.Batch);

    /// <summary>Layer normalization after every hidden affine layer.</summary>
    public static NetPlan LayerNorm { get; } = new("layernorm", "Layer normalization", 2, Normalization.Layer);

    /// <summary>What the net is made of.</summary>
    internal NetDesign Design(int inputs, int classes, TrainingSettings settings) => new(inputs, settings.Hidden, classes)
    {
        Normalization = Normalization,
        Regularization = settings.Regularization,
    };

    /// <summary>All of them, in the notebook's order: the baseline comes last.</summary>
    public static IReadOnlyList<NetPlan> All { get; } = [BatchNorm, LayerNorm, Baseline];

    /// <summary>A net by its name.</summary>
    public static NetPlan Named(string name) => All.Single(plan => plan.Name == name);
}
