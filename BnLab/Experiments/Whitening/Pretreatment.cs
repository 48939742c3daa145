using BnLab.Data;
using BnLab.Numerics;

namespace BnLab.Experiments.Whitening;

/// <summary>One way to prepare inputs, fitted.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Style">Its colour and marker in every figure.</param>
/// <param name="Transform">What it does.</param>
internal sealed record Pretreatment(string Name, string Label, int Style, InputTransform Transform)
{
    /// <summary>The name of <see cref="InputTransform.Raw"/>.</summary>
    public const string Raw = "raw";

    /// <summary>The name of <see cref="InputTransform.Centre"/>.</summary>
    public const string Centred = "centred";

    /// <summary>The name of <see cref="InputTransform.WhitenByZca"/>.</summary>
    public const string ZcaWhitened = "zca-whitened";

    /// <summary>All of them, each going further than those before.</summary>
    /// <param name="training">The statistics of the training data, and of nothing else.</param>
    /// <param name="cancellation">Ends a long computation.</param>
    public static IReadOnlyList<Pretreatment> FitAll(FeatureStatistics training, CancellationToken cancellation = default)
    {
        var components = SymmetricEigen.Of(training.Covariance, cancellation);
        return
        [
            new(Raw, "Raw", 1, InputTransform.Raw),
            new(Centred, "Centred", 0, InputTransform.Centre(training)),
            new("z-scored", "Z-scored", 2, InputTransform.ZScore(training)),
            new("pca-whitened", "PCA-whitened", 3, InputTransform.WhitenByPca(training, components)),
            new(ZcaWhitened, "ZCA-whitened", 4, InputTransform.WhitenByZca(training, components)),
        ];
    }
}
