namespace BnLab.Experiments;

/// <summary>A net that a study compares. Studies that vary more than the normalization derive from it.</summary>
/// <param name="Name">In files: <c>baseline</c>, <c>batchnorm</c>, <c>layernorm</c>.</param>
/// <param name="Label">For people: <c>Batch normalization</c>.</param>
/// <param name="Style">Colour and marker in every figure.</param>
internal record NetVariant(string Name, string Label, int Style, Normalization Normalization)
{
    public static NetVariant Baseline { get; } = new("baseline", "Baseline", 1, Normalization.None);

    public static NetVariant BatchNorm { get; } = new("batchnorm", "Batch normalization", 0, Normalization.Batch);

    public static NetVariant LayerNorm { get; } = new("layernorm", "Layer normalization", 2, Normalization.Layer);

    /// <summary>The notebook's nets in its order: the baseline comes last.</summary>
    public static IReadOnlyList<NetVariant> OfNotebook { get; } = [BatchNorm, LayerNorm, Baseline];

    /// <summary>The columns that name the net in a study's tables, and their cells.</summary>
    public virtual IReadOnlyList<(string Column, object Cell)> Key => [("net", Name)];

    public NetDesign Design(int inputs, int classes, TrainingSettings settings) => new(inputs, settings.Hidden, classes)
    {
        Normalization = Normalization,
        Regularization = settings.Regularization,
    };
}
