namespace BnLab.Experiments.Recipes;

/// <summary>How the outputs of a hidden layer are distributed over some samples.</summary>
/// <param name="WithinOne">Share of pre-activations within one standard deviation of their unit's mean.</param>
/// <param name="Correlation">Mean absolute correlation between the activations of two units, units of one value left out; NaN where fewer than two are left.</param>
internal sealed record LayerOutputs(double WithinOne, double WithinTwo, double Correlation)
{
    /// <param name="affine">(N, M)</param>
    /// <param name="y">(N, M)</param>
    public static LayerOutputs Of<T>(Matrix<T> affine, Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] deviations = [.. StandardizedUnits(affine).SelectMany(unit => unit).Select(Math.Abs)];
        return new(HiddenLayers.Share(deviations, d => d <= 1), HiddenLayers.Share(deviations, d => d <= 2), MeanCorrelation(StandardizedUnits(y)));
    }

    /// <summary>The values of each unit that varies, with mean 0 and variance 1; not numbers remain.</summary>
    private static List<double[]> StandardizedUnits<T>(Matrix<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var units = new List<double[]>();
        for (int j = 0; j < y.Columns; j++)
        {
            double[] unit = y.Column(j);
            double mean = unit.Average(), std = Math.Sqrt(unit.Average(value => (value - mean) * (value - mean)));
            if (unit.Max() != unit.Min()) units.Add([.. unit.Select(value => (value - mean) / std)]);
        }

        return units;
    }

    private static double MeanCorrelation(List<double[]> units)
    {
        double sum = 0.0;
        for (int i = 0; i < units.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double product = 0.0;
                for (int n = 0; n < units[i].Length; n++) product += units[i][n] * units[j][n];
                sum += Math.Abs(product / units[i].Length);
            }
        }

        return sum / (units.Count * (units.Count - 1) / 2.0); // NaN where there is no pair
    }
}
