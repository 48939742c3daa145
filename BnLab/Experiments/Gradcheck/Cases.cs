namespace BnLab.Experiments.Gradcheck;

/// <summary>In the order in which they are checked and reported.</summary>
internal static class Cases
{
    /// <summary>The relative error that the course's notebooks allow a layer's gradient.</summary>
    public const double LayerLimit = 1e-8;

    public static IReadOnlyList<CaseEntry> All { get; } = [.. LayerCases.All, .. ImageCases.All, .. NetCases.All];

    public static CaseEntry Named(string layer) => All.Single(entry => entry.Layer == layer);
}

/// <summary>A layer, loss or net that is checked.</summary>
/// <param name="Build">Draws its values and builds it, without its name.</param>
internal record CaseEntry(string Layer, Func<NumpyRandom, GradientCase> Build)
{
    public GradientCase Draw(uint seed) => Build(new(seed)) with { Layer = Layer };
}
