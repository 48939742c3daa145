namespace BnLab.Experiments;

/// <summary>The outputs of one hidden layer for some samples.</summary>
/// <param name="NearLinear">
/// Share of values from 0.1 to 0.9, between which a sigmoid's curve is nearly a straight line; the others are saturated.
/// </param>
/// <param name="Zeros">For each unit, the share of samples for which it put out 0, as a ReLU does below its threshold.</param>
internal sealed record LayerActivity(double Min, double Max, double NearLinear, IReadOnlyList<double> Zeros)
{
    /// <summary>The ends of a sigmoid's near-linear range.</summary>
    public const double NearLinearLow = 0.1, NearLinearHigh = 0.9;

    /// <summary>Share of zeros among all values.</summary>
    public double ZerosMean => Zeros.Average();

    /// <summary>Standard deviation of the units' shares of zeros.</summary>
    public double ZerosDeviation
    {
        get
        {
            double mean = ZerosMean;
            return Math.Sqrt(Zeros.Average(share => (share - mean) * (share - mean)));
        }
    }

    /// <summary>
    /// The outputs of all hidden layers as the next layer receives them, after activation and normalization. Samples are
    /// normalized by their own statistics, as in training; the net stays as it is.
    /// </summary>
    public static IReadOnlyList<LayerActivity> OfHidden<T>(Network<T> net, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var activities = new List<LayerActivity>();
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) =>
        {
            if (i + 1 < net.Layers.Count && net.Layers[i + 1] is Affine<T>) activities.Add(Of(y));
        });
        return activities;
    }

    public static LayerActivity Of<T>(Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        int nearLinear = 0;
        var zeros = new int[y.Columns];
        for (int n = 0; n < y.Rows; n++)
        {
            ReadOnlySpan<T> row = y.Row(n);
            for (int j = 0; j < row.Length; j++)
            {
                double value = double.CreateTruncating(row[j]);
                (min, max) = (Math.Min(min, value), Math.Max(max, value)); // NaN stays
                if (value is >= NearLinearLow and <= NearLinearHigh) nearLinear++;
                if (value == 0.0) zeros[j]++;
            }
        }

        return new(min, max, (double)nearLinear / y.Count, [.. zeros.Select(count => (double)count / y.Rows)]);
    }
}
