using BnLab.Data;

namespace BnLab.Experiments.Whitening;

/// <summary>One way to prepare inputs, fitted.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Style">Its colour and marker in every figure.</param>
/// <param name="Transform">What it does.</param>
/// <param name="Grey">The grey level, of 255, that a picture shows 0 as.</param>
/// <param name="Greys">Grey levels to one unit; 0 where features are no pixels any more, and there is nothing to show.</param>
internal sealed record InputPreparation(string Name, string Label, int Style, InputTransform Transform, double Grey, double Greys)
{
    /// <summary>The name of <see cref="InputTransform.Raw"/>.</summary>
    public const string Raw = "raw";

    /// <summary>Whether prepared images are images still.</summary>
    public bool IsPicture => Greys > 0.0;

    /// <summary>All of them, each going further than those before.</summary>
    public static IReadOnlyList<InputPreparation> FitAll(FeatureStatistics training, CancellationToken cancellation = default)
    {
        var components = SymmetricEigen.Of(training.Covariance, cancellation);
        return
        [
            new(Raw, "Raw", 1, InputTransform.Raw, 0.0, 1.0),
            new("centred", "Centred", 0, InputTransform.Centre(training), 127.5, 1.0),
            new("z-scored", "Z-scored", 2, InputTransform.ZScore(training), 127.5, 127.5 / 3.0), // three standard deviations fill the range
            new("pca-whitened", "PCA-whitened", 3, InputTransform.WhitenByPca(training, components), 0.0, 0.0),
            new("zca-whitened", "ZCA-whitened", 4, InputTransform.WhitenByZca(training, components), 127.5, 127.5 / 5.0), // edges stand out further
        ];
    }
}
