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
/// <param name="Low">15th percentile.</param>
/// <param name="Median">50th percentile.</param>
/// <param name="High">85th percentile.</param>
internal sealed record InputPercentiles(int Iteration, double Low, double Median, double High);

/// <summary>How far the inputs of a layer have moved.</summary>
/// <param name="Iteration">Where the drift ended.</param>
/// <param name="Mean">Of the units' means, in standard deviations.</param>
/// <param name="Spread">Of the units' spreads, as the logarithm of a factor.</param>
internal sealed record InputDrift(int Iteration, double Mean, double Spread);

/// <summary>How the inputs of one hidden layer's units were distributed over the samples at one moment of a training.</summary>
/// <param name="Percentiles">Those of the first unit's input.</param>
/// <param name="Means">Mean input of each unit.</param>
/// <param name="Stds">Standard deviation of each unit's input, biased.</param>
internal sealed record InputMoment(InputPercentiles Percentiles, double[] Means, double[] Stds)
{
    public static InputMoment Of<T>(int iteration, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] means = new double[x.Columns], stds = new double[x.Columns];
        double[] first = [];
        for (int j = 0; j < x.Columns; j++)
        {
            var values = new double[x.Rows];
            for (int i = 0; i < values.Length; i++) values[i] = double.CreateTruncating(x[i, j]);
            double mean = values.Average();
            (means[j], stds[j]) = (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
            if (j == 0) first = values;
        }

        Array.Sort(first);
        return new(new(iteration, Quantile.Of(first, 0.15), Quantile.Of(first, 0.5), Quantile.Of(first, 0.85)), means, stds);
    }

    /// <summary>How far the means have moved since an earlier moment, in standard deviations of then: the mean over the units.</summary>
    public double MeanDrift(InputMoment since) =>
        Enumerable.Range(0, Means.Length).Average(j => Math.Abs(Means[j] - since.Means[j]) / since.Stds[j]);

    /// <summary>By what factor the spreads have changed since an earlier moment: the mean of |ln(std / std then)| over the units.</summary>
    public double SpreadDrift(InputMoment since) =>
        Enumerable.Range(0, Stds.Length).Average(j => Math.Abs(Math.Log(Stds[j] / since.Stds[j])));
}

/// <summary>
/// Measures the inputs inside a net while it is trained, for the same samples each time, normalized by their own statistics as
/// mini-batches are; the net stays as it is.
/// </summary>
internal sealed class InputProbe<T>(Network<T> net, Matrix<T> x)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<(string Place, int Layer, List<InputMoment> Moments)> _places = [];

    /// <summary>Measures the inputs of every normalization and activation.</summary>
    public void Look(int iteration)
    {
        int found = 0, layer = 1;
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) =>
        {
            if (i + 1 == net.Layers.Count) return;
            string place = net.Layers[i + 1] switch
            {
                BatchNormLayer<T> => InputTrace.Normalization,
                Sigmoid<T> => InputTrace.Activation,
                _ => "",
            };
            if (place.Length == 0) return;
            if (found == _places.Count) _places.Add((place, layer, []));
            _places[found++].Moments.Add(InputMoment.Of(iteration, y));
            if (place == InputTrace.Activation) layer++;
        });
    }

    /// <summary>What was measured, place by place.</summary>
    public IEnumerable<InputTrace> Traces() => _places.Select(place => InputTrace.Of(place.Place, place.Layer, place.Moments));
}
