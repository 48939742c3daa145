namespace BnLab.Experiments.Shift;

/// <summary>The inputs of one layer's activations during a training, measured every <see cref="ShiftStudy.Every"/> iterations.</summary>
/// <param name="Layer">From 1.</param>
/// <param name="Percentiles">Of the first unit's input.</param>
/// <param name="Drifts">From each measurement to the next.</param>
internal sealed record InputTrace(int Layer, IReadOnlyList<InputPercentiles> Percentiles, IReadOnlyList<InputDrift> Drifts)
{
    public double MeanDrift => Drifts.Average(d => d.Mean);

    public double SpreadDrift => Drifts.Average(d => d.Spread);

    public static InputTrace Of(int layer, IReadOnlyList<InputMoment> moments) => new(
        layer, [.. moments.Select(moment => moment.Percentiles)],
        [.. moments.Zip(moments.Skip(1), (since, now) => new InputDrift(now.Percentiles.Iteration, now.MeanDrift(since), now.SpreadDrift(since)))]);
}

/// <summary>Percentiles of a unit's input over the samples.</summary>
/// <param name="Low">15th percentile.</param>
/// <param name="High">85th percentile.</param>
internal sealed record InputPercentiles(int Iteration, double Low, double Median, double High);

/// <param name="Iteration">The end of the drift.</param>
/// <param name="Mean">Change of the units' means, in units of the activation's input.</param>
/// <param name="Spread">Change of the units' standard deviations, in the same units.</param>
internal sealed record InputDrift(int Iteration, double Mean, double Spread);

/// <summary>The distribution of a hidden layer's inputs over the samples at one moment of a training.</summary>
/// <param name="Percentiles">Of the first unit's input.</param>
/// <param name="Stds">Biased.</param>
internal sealed record InputMoment(InputPercentiles Percentiles, double[] Means, double[] Stds)
{
    public static InputMoment Of<T>(int iteration, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] means = new double[x.Columns], stds = new double[x.Columns];
        double[] first = [];
        for (int j = 0; j < x.Columns; j++)
        {
            double[] values = x.Column(j);
            double mean = values.Average();
            (means[j], stds[j]) = (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
            if (j == 0) first = values;
        }

        Array.Sort(first);
        return new(new(iteration, Quantile.Of(first, 0.15), Quantile.Of(first, 0.5), Quantile.Of(first, 0.85)), means, stds);
    }

    public double MeanDrift(InputMoment since) =>
        Enumerable.Range(0, Means.Length).Average(j => Math.Abs(Means[j] - since.Means[j]));

    public double SpreadDrift(InputMoment since) =>
        Enumerable.Range(0, Stds.Length).Average(j => Math.Abs(Stds[j] - since.Stds[j]));
}

/// <summary>Measures the inputs of a net's sigmoids during training, as the paper's figure 1 does, for the same samples each time.</summary>
/// <remarks>Samples are normalized by their own statistics, as mini-batches are; the net does not change.</remarks>
internal sealed class InputProbe<T>(Network<T> net, Matrix<T> x)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<List<InputMoment>> _layers = [];

    public void Look(int iteration)
    {
        int layer = 0;
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) =>
        {
            if (i + 1 == net.Layers.Count || net.Layers[i + 1] is not Sigmoid<T>) return;
            if (layer == _layers.Count) _layers.Add([]);
            _layers[layer++].Add(InputMoment.Of(iteration, y));
        });
    }

    public IEnumerable<InputTrace> Traces() => _layers.Select((moments, i) => InputTrace.Of(i + 1, moments));
}
