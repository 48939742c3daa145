namespace BnLab.Experiments.Gradcheck;

/// <summary>All cases of the gradient check, in the order in which they are checked and reported.</summary>
internal static class Cases
{
    /// <summary>The relative error that a layer's gradient may have, as the course's notebooks state it.</summary>
    public const double LayerLimit = 1e-8;

    public static IReadOnlyList<CaseEntry> All { get; } = [.. LayerCases.All, .. ImageCases.All, .. NetCases.All];

    public static CaseEntry Named(string layer) => All.Single(entry => entry.Layer == layer);
}

/// <summary>A layer, loss or net that is checked.</summary>
/// <param name="Layer">What it is called: <c>batchnorm</c>.</param>
/// <param name="Build">Draws its values and builds it; it needs no name.</param>
internal record CaseEntry(string Layer, Func<NumpyRandom, GradientCase> Build)
{
    /// <summary>The case with values from a generator of its own.</summary>
    public GradientCase Draw(uint seed) => Build(new(seed)) with { Layer = Layer };
}
