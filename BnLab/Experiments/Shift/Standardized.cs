namespace BnLab.Experiments.Shift;

/// <summary>Draws from a normal distribution before a sigmoid, as they are or standardized by batch normalization.</summary>
/// <param name="Source"><c>N(-2, 0.5)</c>.</param>
/// <param name="Values">(N, 1): the inputs of the sigmoid.</param>
internal sealed record Standardized(string Source, bool IsStandardized, Matrix<double> Values)
{
    /// <summary>Beyond ±ln 9 the sigmoid is below 0.1 or above 0.9, and its slope below 0.09: 36 % of what it is at 0.</summary>
    public static double Saturation { get; } = Math.Log(9.0);

    /// <summary>The share of the normal distribution beyond it.</summary>
    public double NormalShare { get; init; }

    public double Mean => ColumnStatistics.ColumnMean(Values)[0, 0];

    public double Std
    {
        get
        {
            var xMu = Values - Mean; // (N, 1)
            return Math.Sqrt(ColumnStatistics.ColumnMean(xMu * xMu)[0, 0]);
        }
    }

    public double SaturatedShare => Values.ToArray().Average(x => Math.Abs(x) > Saturation ? 1.0 : 0.0);

    /// <summary>0.25 at best: the part of a gradient that passes the sigmoid.</summary>
    public double MeanSlope
    {
        get
        {
            var sigmoid = new Sigmoid<double>(1);
            sigmoid.Forward(Values, Mode.Train);
            return ColumnStatistics.ColumnMean(sigmoid.Backward(Matrix<double>.Constant(Values.Rows, 1, 1.0)))[0, 0];
        }
    }

    /// <summary>The draws meet the normal share within Bernstein's inequality, which fewer than one in a million pass by.</summary>
    /// <remarks>The draws' own mean and deviation, by which they are standardized, only lessen their share's variance.</remarks>
    public Check Check()
    {
        double variance = NormalShare * (1 - NormalShare) / Values.Rows, part = Math.Log(2e6) / 3 / Values.Rows, share = SaturatedShare;
        double bound = part + Math.Sqrt((part * part) + (6 * part * Values.Rows * variance));
        return new(
            $"Of values of {Source}, {(IsStandardized ? "standardized" : "as drawn")}, as many are in the sigmoid's saturated region as of the normal distribution",
            string.Create(CultureInfo.InvariantCulture, $"share {share:0.0000}"), string.Create(CultureInfo.InvariantCulture, $"{NormalShare:0.0000} ± {bound:0.0000}"),
            Math.Abs(share - NormalShare) <= bound);
    }

    public static Standardized[] Draw(NumpyRandom random, int count, double mean, double variance)
    {
        var x = random.Normal(count, 1, Math.Sqrt(variance), mean); // (N, 1)
        var y = BatchNorm.Forward(x, Matrix<double>.FromRow(1.0), Matrix<double>.FromRow(0.0)).Y;
        string source = string.Create(CultureInfo.InvariantCulture, $"N({mean}, {variance})");
        return [new(source, false, x) { NormalShare = ShareOf(mean, Math.Sqrt(variance)) }, new(source, true, y) { NormalShare = ShareOf(0, 1) }];
    }

    private static double ShareOf(double mean, double std)
    {
        return 1 - (Below((Saturation - mean) / std) - Below((-Saturation - mean) / std));

        static double Below(double z) => 0.5 + (0.5 * Math.Sign(z) * StudentT.ProbabilityWithin(Math.Abs(z), 10_000)); // as good as normal
    }
}
