namespace BnLab.Experiments;

/// <summary>The outputs of one hidden layer for some samples.</summary>
/// <param name="NearLinear">Share of values from 0.1 to 0.9, where a sigmoid is nearly linear; the others are saturated.</param>
/// <param name="Linearity">How much of the outputs' variance a straight line through inputs and outputs explains: R², a mean over the units; NaN where the inputs cannot be seen.</param>
/// <param name="Zeros">The share of samples for which a unit's output is 0, a mean over the units.</param>
/// <param name="ZerosDeviation">The standard deviation of that over the units.</param>
internal sealed record LayerActivity(double NearLinear, double Linearity, double Zeros, double ZerosDeviation)
{
    private const double NearLinearLow = 0.1, NearLinearHigh = 0.9;

    /// <summary>The outputs of all hidden layers as the next layer receives them, after activation and normalization.</summary>
    /// <remarks>Samples are normalized by their own statistics, as in training; the net does not change.</remarks>
    public static IReadOnlyList<LayerActivity> OfHidden<T>(Network<T> net, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var activities = new List<LayerActivity>();
        var inputs = default(Matrix<T>); // of the last sigmoid
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) =>
        {
            if (i + 1 == net.Layers.Count) return;
            if (net.Layers[i + 1] is Sigmoid<T>) inputs = y;
            if (net.Layers[i + 1] is Affine<T>) activities.Add(Of(y, net.Layers[i] is Sigmoid<T> ? inputs : default));
        });
        return activities;
    }

    /// <param name="y">(N, M)</param>
    /// <param name="inputs">(N, M), or empty.</param>
    public static LayerActivity Of<T>(Matrix<T> y, Matrix<T> inputs = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] zeros = new double[y.Columns], linearities = new double[y.Columns];
        int nearLinear = 0;
        for (int j = 0; j < y.Columns; j++)
        {
            double[] outputs = y.Column(j);
            nearLinear += outputs.Count(value => value is >= NearLinearLow and <= NearLinearHigh);
            zeros[j] = outputs.Count(value => value == 0.0) / (double)y.Rows;
            linearities[j] = inputs.IsEmpty ? double.NaN : SquaredCorrelation(inputs.Column(j), outputs);
        }

        double mean = zeros.Average();
        return new((double)nearLinear / y.Count, linearities.Average(), mean, Math.Sqrt(zeros.Average(share => (share - mean) * (share - mean))));
    }

    /// <summary>1 where nothing varies: a line explains it all.</summary>
    private static double SquaredCorrelation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average(), both = 0.0, ofA = 0.0, ofB = 0.0;
        foreach (var (first, second) in a.Zip(b))
        {
            both += (first - meanA) * (second - meanB);
            ofA += (first - meanA) * (first - meanA);
            ofB += (second - meanB) * (second - meanB);
        }

        return ofA * ofB == 0.0 ? 1.0 : both * both / (ofA * ofB);
    }
}
