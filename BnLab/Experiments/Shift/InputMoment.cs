namespace BnLab.Experiments.Shift;

/// <summary>How the inputs of one hidden layer's units were distributed over the samples at one moment of a training.</summary>
/// <param name="Percentiles">Those of the first unit's input.</param>
/// <param name="Means">Mean input of each unit.</param>
/// <param name="Stds">Standard deviation of each unit's input, biased.</param>
internal sealed record InputMoment(InputPercentiles Percentiles, double[] Means, double[] Stds)
{
    /// <summary>Measures inputs.</summary>
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
