namespace BnLab.Experiments;

/// <summary>The outputs of one hidden layer for some samples.</summary>
/// <param name="NearLinear">Share of values from 0.1 to 0.9, where a sigmoid is nearly linear; the others are saturated.</param>
/// <param name="Linearity">How much of the outputs' variance a straight line over the affine outputs explains: R², a mean over the units.</param>
/// <param name="Zeros">The share of samples for which a unit's output is 0, a mean over the units.</param>
/// <param name="ZerosDeviation">The standard deviation of that over the units.</param>
internal sealed record LayerActivity(double NearLinear, double Linearity, double Zeros, double ZerosDeviation)
{
    private const double NearLinearLow = 0.1, NearLinearHigh = 0.9;

    /// <param name="affine">(N, M): normalization changes no R², since it is a line itself.</param>
    /// <param name="y">(N, M)</param>
    public static LayerActivity Of<T>(Matrix<T> affine, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] zeros = new double[y.Columns], linearities = new double[y.Columns];
        for (int j = 0; j < y.Columns; j++)
        {
            double[] outputs = y.Column(j);
            zeros[j] = HiddenLayers.Share(outputs, value => value == 0.0);
            linearities[j] = SquaredCorrelation(affine.Column(j), outputs);
        }

        double mean = zeros.Average(), nearLinear = HiddenLayers.Share(y.ToArray(), value => value is >= NearLinearLow and <= NearLinearHigh);
        return new(nearLinear, linearities.Average(), mean, Math.Sqrt(zeros.Average(share => (share - mean) * (share - mean))));
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
