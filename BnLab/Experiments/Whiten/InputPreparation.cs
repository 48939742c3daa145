namespace BnLab.Experiments.Whiten;

/// <summary>One way to prepare inputs.</summary>
/// <param name="Grey">The grey level, of 255, of a 0.</param>
/// <param name="Greys">Grey levels to one unit; 0 where prepared features are no longer pixels.</param>
/// <param name="Fit">Receives the statistics of the training data, and the decomposition of their covariance.</param>
internal sealed record InputPreparation(
    string Name, string Label, int Style, double Grey, double Greys, Func<FeatureStatistics, SymmetricEigen, InputTransform> Fit)
    : NetVariant(Name, Label, Style, Normalization.None)
{
    /// <summary>Each goes further than those before.</summary>
    public static IReadOnlyList<InputPreparation> All { get; } =
    [
        new("raw", "Raw", 1, 0.0, 1.0, (_, _) => InputTransform.Raw),
        new("centred", "Centred", 0, 127.5, 1.0, (training, _) => InputTransform.Centre(training)),
        new("z-scored", "Z-scored", 2, 127.5, 127.5 / 3.0, (training, _) => InputTransform.ZScore(training)), // three standard deviations fill the range
        new("pca-whitened", "PCA-whitened", 3, 0.0, 0.0, InputTransform.WhitenByPca),
        new("zca-whitened", "ZCA-whitened", 4, 127.5, 127.5 / 5.0, InputTransform.WhitenByZca), // edges stand out further
    ];

    public override IReadOnlyList<(string Column, object Cell)> Key => [("inputs", Name)];

    public bool IsPicture => Greys > 0.0;

    public static IReadOnlyList<(InputPreparation Inputs, InputTransform Transform)> FitAll(FeatureStatistics training, CancellationToken cancellation = default)
    {
        var components = SymmetricEigen.Of(training.Covariance, cancellation);
        return [.. All.Select(inputs => (inputs, inputs.Fit(training, components)))];
    }
}
