namespace BnLab.Experiments.Forward;

/// <summary>The figure of <see cref="ForwardExperiment"/>: what becomes of the features' means and standard deviations.</summary>
internal static class ForwardFigure
{
    private const double Apart = 0.16; // between the stages of a feature, which often have the same value

    /// <summary>Means above, standard deviations below, a marker for each feature and stage.</summary>
    public static Figure Draw(string layer, IReadOnlyList<ForwardStage> stages)
    {
        int count = stages.Max(stage => stage.Means.Length);
        var places = new Axis(Places(layer), Min: -0.5, Max: count - 0.5)
        {
            Categories = [.. Enumerable.Range(0, count).Select(place => place.ToString(CultureInfo.InvariantCulture))],
        };
        return Figure.Stacked(
            $"What {layer} does to means and standard deviations",
            new Panel("Means", places, new("Mean"), Series(stage => stage.Means)),
            new Panel("Standard deviations", places, new("Standard deviation", AxisScale.Log), Series(stage => stage.Stds)));

        List<Series> Series(Func<ForwardStage, double[]> values) =>
        [
            .. stages.Select((stage, style) => new LineSeries(
                Label(stage.Name), style, [.. values(stage).Select((_, place) => place + (Apart * (style - ((stages.Count - 1) / 2.0))))], values(stage), HasLine: false)),
        ];
    }

    /// <summary>What has a mean of its own.</summary>
    private static string Places(string layer) => layer switch
    {
        "batchnorm" => "Feature",
        "layernorm" => "Sample",
        "spatial-batchnorm" => "Channel",
        _ => "Group of channels of a sample",
    };

    private static string Label(string stage) => char.ToUpperInvariant(stage[0]) + stage[1..];
}
