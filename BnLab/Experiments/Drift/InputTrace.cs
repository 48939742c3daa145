namespace BnLab.Experiments.Drift;

/// <summary>The inputs of one hidden layer throughout a training.</summary>
/// <param name="Net">The net's name: <c>baseline</c>, <c>batchnorm</c>.</param>
/// <param name="Place">Where they were taken: <see cref="Activation"/> or <see cref="Normalization"/>.</param>
/// <param name="Layer">Hidden layer, from 1.</param>
/// <param name="Moments">One every <see cref="ShiftOptions.Every"/> iterations.</param>
internal sealed record InputTrace(string Net, string Place, int Layer, IReadOnlyList<InputMoment> Moments)
{
    /// <summary>In front of the activation: what the paper's figure 1 shows.</summary>
    public const string Activation = "activation";

    /// <summary>In front of batch normalization: what the layer would have without it.</summary>
    public const string Normalization = "normalization";

    /// <summary>Drift from each moment to the next: at which iteration it ended, of the mean, of the spread.</summary>
    public IReadOnlyList<(int Iteration, double Mean, double Spread)> Drifts { get; } =
        [.. Moments.Zip(Moments.Skip(1), (since, now) => (now.Iteration, now.MeanDrift(since), now.SpreadDrift(since)))];

    /// <summary>Mean drift of the means, over the training.</summary>
    public double MeanDrift => Drifts.Average(d => d.Mean);

    /// <summary>Mean drift of the spreads, over the training.</summary>
    public double SpreadDrift => Drifts.Average(d => d.Spread);
}
