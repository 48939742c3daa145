using BnLab.Checking;

namespace BnLab.Experiments.Gradcheck;

/// <summary>All subjects of the gradient check, in the order in which they are checked and reported.</summary>
internal static class Subjects
{
    /// <summary>The relative error that a layer's gradient may have, as the course's notebooks state it.</summary>
    public const double LayerLimit = 1e-8;

    /// <summary>Name and draw of each subject.</summary>
    public static IReadOnlyList<SubjectEntry> All { get; } =
    [
        .. LayerSubjects.All,
        .. LossSubjects.All,
        .. NormalizationSubjects.All,
        .. ImageSubjects.All,
        .. NetSubjects.All,
        .. ConvNetSubjects.All,
    ];

    /// <summary>A subject by its name.</summary>
    public static SubjectEntry Named(string layer) => All.Single(entry => entry.Layer == layer);
}

/// <summary>One subject of the gradient check.</summary>
/// <param name="Layer">What it is called: <c>batchnorm</c>.</param>
/// <param name="Draw">Draws its data from a generator of its own with the given seed, and builds it.</param>
internal sealed record SubjectEntry(string Layer, Func<uint, GradientCase> Draw);
