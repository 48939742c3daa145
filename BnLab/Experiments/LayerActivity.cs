namespace BnLab.Experiments;

/// <summary>The outputs of one hidden layer for some samples.</summary>
/// <param name="NearLinear">Share of values from 0.1 to 0.9, where a sigmoid is nearly linear; the others are saturated.</param>
/// <param name="Zeros">For each unit, the share of samples for which its output is 0.</param>
internal sealed record LayerActivity(double Min, double Max, double NearLinear, IReadOnlyList<double> Zeros)
{
    public const double NearLinearLow = 0.1, NearLinearHigh = 0.9;

    public double ZerosMean => Zeros.Average();

    public double ZerosDeviation
    {
        get
        {
            double mean = ZerosMean;
            return Math.Sqrt(Zeros.Average(share => (share - mean) * (share - mean)));
        }
    }

    /// <summary>The outputs of all hidden layers as the next layer receives them, after activation and normalization.</summary>
    /// <remarks>Samples are normalized by their own statistics, as in training; the net does not change.</remarks>
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
