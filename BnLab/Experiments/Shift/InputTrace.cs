namespace BnLab.Experiments.Shift;

/// <summary>The inputs of one hidden layer throughout a training, looked at every <see cref="ShiftStudy.Every"/> iterations.</summary>
/// <param name="Place">Where they were taken: <see cref="Activation"/> or <see cref="Normalization"/>.</param>
/// <param name="Layer">Hidden layer, from 1.</param>
/// <param name="Percentiles">Those of the first unit's input, look by look.</param>
/// <param name="Drifts">From each look to the next.</param>
internal sealed record InputTrace(string Place, int Layer, IReadOnlyList<InputPercentiles> Percentiles, IReadOnlyList<InputDrift> Drifts)
{
    /// <summary>Before the activation: what the paper's figure 1 shows.</summary>
    public const string Activation = "activation";

    /// <summary>Before batch normalization: what the layer would have without it.</summary>
    public const string Normalization = "normalization";

    /// <summary>Mean drift of the means, over the training.</summary>
    public double MeanDrift => Drifts.Average(d => d.Mean);

    /// <summary>Mean drift of the spreads, over the training.</summary>
    public double SpreadDrift => Drifts.Average(d => d.Spread);

    public static InputTrace Of(string place, int layer, IReadOnlyList<InputMoment> moments) => new(
        place, layer, [.. moments.Select(moment => moment.Percentiles)],
        [.. moments.Zip(moments.Skip(1), (since, now) => new InputDrift(now.Percentiles.Iteration, now.MeanDrift(since), now.SpreadDrift(since)))]);
}

/// <summary>Percentiles of a unit's input over the samples.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Low">15th percentile.</param>
/// <param name="Median">50th percentile.</param>
/// <param name="High">85th percentile.</param>
internal sealed record InputPercentiles(int Iteration, double Low, double Median, double High);

/// <summary>How far the inputs of a layer have moved.</summary>
/// <param name="Iteration">Where the drift ended.</param>
/// <param name="Mean">Of the units' means, in standard deviations.</param>
/// <param name="Spread">Of the units' spreads, as the logarithm of a factor.</param>
internal sealed record InputDrift(int Iteration, double Mean, double Spread);
