namespace BnLab.Experiments.Gradcheck;

/// <summary>All mistakes that the gradient check must catch.</summary>
internal static class Mutations
{
    /// <summary>The mistakes, in the order of the subjects.</summary>
    public static IReadOnlyList<Mutation> All { get; } =
    [
        .. LayerMutations.All,
        .. LossMutations.All,
        .. BatchNormStepMutations.All,
        .. BatchNormMutations.All,
        .. NormalizationMutations.All,
        .. ImageMutations.All,
        .. LocalResponseMutations.All,
        .. NetMutations.All,
    ];

    /// <summary>A mistake by its name.</summary>
    public static Mutation Named(string name) => All.Single(mutation => mutation.Name == name);
}
