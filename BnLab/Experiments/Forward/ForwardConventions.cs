using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Forward;

/// <summary>A matrix normalized by the conventions of several libraries, side by side, and over the wrong axis.</summary>
internal static class ForwardConventions
{
    private const double TensorFlowEps = 1e-3;
    private const double EarlyKerasEps = 1e-6;

    public static ExperimentResult Compare(IReadOnlyList<IReadOnlyList<double>> values)
    {
        var x = new Matrix<double>(values.Count, values[0].Count); // (N, D)
        for (int i = 0; i < x.Rows; i++) values[i].ToArray().CopyTo(x.Row(i));
        var (one, zero) = (Matrix<double>.Constant(1, x.Columns, 1), new Matrix<double>(1, x.Columns)); // (1, D)
        (string Name, Matrix<double> Y)[] all =
        [
            ("course", BatchNorm.Forward(x, one, zero).Y),
            ("pytorch", BatchNorm.Forward(x, one, zero, BatchNormConventions.PyTorch().Eps).Y),
            ("tensorflow", BatchNorm.Forward(x, one, zero, TensorFlowEps).Y),
            ("early_keras", EarlyKeras(x).Y),
            ("wrong_axis", LayerNorm.Forward(x, one, zero).Y),
        ];
        var rows = from i in Enumerable.Range(0, x.Rows)
                   from j in Enumerable.Range(0, x.Columns)
                   select (object[])[i, j, x[i, j], .. all.Select(c => (object)c.Y[i, j])];
        return new(
            "forward", [],
            [
                new("forward.values", ["row", "column", "x", .. all.Select(c => c.Name)], [.. rows]) { IsPrinted = true },
                new("forward.running", ["convention", "column", "running_mean", "running_kind", "running_value"], Running(x)) { IsPrinted = true },
            ],
            []);
    }

    /// <summary>Keras before version 1: eps under the root and once more beside it, and running standard deviations, not variances.</summary>
    private static (Matrix<double> Y, Matrix<double> Std) EarlyKeras(Matrix<double> x)
    {
        var mu = ColumnMean(x);                                             // (1, D)
        var std = Sqrt(ColumnMean(((x - mu) * (x - mu)) + EarlyKerasEps));  // (1, D)
        return ((x - mu) / (std + EarlyKerasEps), std);
    }

    /// <summary>The running statistics of each convention after one mini-batch.</summary>
    /// <remarks>TensorFlow's are those of Keras' BatchNormalization on a matrix; its fused kernel for images keeps unbiased variances.</remarks>
    private static List<object[]> Running(Matrix<double> x)
    {
        const double Keep = 0.9;
        var rows = new List<object[]>();
        (string Name, BatchNormConventions Conventions)[] libraries =
        [
            ("course", BatchNormConventions.Course),
            ("pytorch", BatchNormConventions.PyTorch()),
            ("tensorflow", new(TensorFlowEps, Momentum: 0.99, InitialRunningVariance: 1.0)),
        ];
        foreach (var (name, conventions) in libraries)
        {
            var layer = new BatchNormLayer<double>(
                Parameter<double>.From(Matrix<double>.Constant(1, x.Columns, 1)), Parameter<double>.From(new Matrix<double>(1, x.Columns)), conventions);
            layer.Forward(x, Mode.Train);
            for (int j = 0; j < x.Columns; j++) rows.Add([name, j, layer.RunningMean[0, j], "variance", layer.RunningVariance[0, j]]);
        }

        var (mu, std) = (ColumnMean(x), EarlyKeras(x).Std);
        for (int j = 0; j < x.Columns; j++) rows.Add(["early_keras", j, (1 - Keep) * mu[0, j], "standard deviation", (1 - Keep) * std[0, j]]);
        return rows;
    }
}
