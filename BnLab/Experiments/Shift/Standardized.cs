namespace BnLab.Experiments.Shift;

/// <summary>Draws from a normal distribution before a sigmoid, as they are or standardized by batch normalization.</summary>
/// <param name="Source"><c>N(-2, 0.5)</c>.</param>
/// <param name="Values">(N, 1): the inputs of the sigmoid.</param>
internal sealed record Standardized(string Source, bool IsStandardized, Matrix<double> Values)
{
    /// <summary>Beyond ±ln 9 the sigmoid is below 0.1 or above 0.9, and its slope below 0.09: 36 % of what it is at 0.</summary>
    public static double Saturation { get; } = Math.Log(9.0);

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

    public static Standardized[] Draw(NumpyRandom random, int count, double mean, double variance)
    {
        var x = random.Normal(count, 1, Math.Sqrt(variance), mean); // (N, 1)
        var y = BatchNorm.Forward(x, Matrix<double>.FromRow(1.0), Matrix<double>.FromRow(0.0)).Y;
        string source = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"N({mean}, {variance})");
        return [new(source, false, x), new(source, true, y)];
    }
}
