using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Forward;

/// <summary>A matrix normalized by the conventions of several libraries, side by side, and over the wrong axis.</summary>
internal static class ForwardConventions
{
    private const double TensorFlowEps = 1e-3;
    private const double EarlyKerasEps = 1e-6;

    /// <param name="own">A convention beside the libraries'; the course's for none.</param>
    public static ExperimentResult Compare(IReadOnlyList<IReadOnlyList<double>> values, BatchNormConventions own)
    {
        var x = new Matrix<double>(values.Count, values[0].Count); // (N, D)
        for (int i = 0; i < x.Rows; i++) values[i].ToArray().CopyTo(x.Row(i));
        var (one, zero) = (Matrix<double>.Constant(1, x.Columns, 1), new Matrix<double>(1, x.Columns)); // (1, D)
        (string Name, Matrix<double> Y)[] all =
        [
            ("course", BatchNorm.Forward(x, one, zero).Y),
            ("pytorch", PyTorchRefuses(x) ? Matrix<double>.Constant(x.Rows, x.Columns, double.NaN) : BatchNorm.Forward(x, one, zero, BatchNormConventions.PyTorch().Eps).Y),
            ("tensorflow", BatchNorm.Forward(x, one, zero, TensorFlowEps).Y),
            ("flax", (x - ColumnMean(x)) / Sqrt(FastVariance(x) + BatchNorm.DefaultEps)),
            ("early_keras", EarlyKeras(x).Y),
            ("wrong_axis", LayerNorm.Forward(x, one, zero).Y),
            .. own == BatchNormConventions.Course ? [] : new[] { ("own", BatchNorm.Forward(x, one, zero, own.Eps).Y) },
        ];
        var rows = from i in Enumerable.Range(0, x.Rows)
                   from j in Enumerable.Range(0, x.Columns)
                   select (object[])[i, j, x[i, j], .. all.Select(c => (object)c.Y[i, j])];
        return new(
            "forward", [],
            [
                new("forward.values", ["row", "column", "x", .. all.Select(c => c.Name)], [.. rows]) { IsPrinted = true },
                new("forward.running", ["convention", "column", "running_mean", "running_kind", "running_value"], Running(x, own)) { IsPrinted = true },
            ],
            [])
        {
            Printed = PyTorchRefuses(x) ? [new("PyTorch refuses to train on one value for each feature: its column is empty of numbers."), new()] : [],
        };
    }

    /// <summary><c>BatchNorm1d</c> raises "Expected more than 1 value per channel when training".</summary>
    private static bool PyTorchRefuses(Matrix<double> x) => x.Rows == 1;

    /// <summary>Flax': the mean of the squares less the square of the mean, but not below 0. A mean that is large beside the deviation leaves it few digits.</summary>
    /// <remarks>flax.linen, <c>_compute_stats</c> with <c>use_fast_variance</c>, its default.</remarks>
    private static Matrix<double> FastVariance(Matrix<double> x) => (ColumnMean(x * x) - (ColumnMean(x) * ColumnMean(x))).Map(variance => Math.Max(0.0, variance));

    /// <summary>Keras before version 1: eps under the root and once more beside it, and running standard deviations, not variances, which begin at 1.</summary>
    private static (Matrix<double> Y, Matrix<double> Std) EarlyKeras(Matrix<double> x)
    {
        var mu = ColumnMean(x);                                             // (1, D)
        var std = Sqrt(ColumnMean(((x - mu) * (x - mu)) + EarlyKerasEps));  // (1, D)
        return ((x - mu) / (std + EarlyKerasEps), std);
    }

    /// <summary>The running statistics of each convention after one mini-batch.</summary>
    /// <remarks>TensorFlow's are those of Keras' BatchNormalization on a matrix; its fused kernel for images keeps unbiased variances.</remarks>
    private static List<object[]> Running(Matrix<double> x, BatchNormConventions own)
    {
        const double Keep = 0.9;
        var rows = new List<object[]>();
        var (mu, xMu) = (ColumnMean(x), x - ColumnMean(x));
        var (variance, unbiased) = (ColumnMean(xMu * xMu), x.Rows / (x.Rows - 1.0)); // (1, D)
        (string Name, BatchNormConventions Conventions, Matrix<double> Variance)[] libraries =
        [
            ("course", BatchNormConventions.Course, variance),
            ("pytorch", BatchNormConventions.PyTorch(), variance * unbiased),
            ("tensorflow", new(TensorFlowEps, Momentum: 0.99, InitialRunningVariance: 1.0), variance),
            ("flax", new(Momentum: 0.99, InitialRunningVariance: 1.0), FastVariance(x)),
            .. own == BatchNormConventions.Course ? [] : new[] { ("own", own, variance) },
        ];
        foreach (var (name, conventions, of) in libraries)
        {
            if (name == "pytorch" && PyTorchRefuses(x)) continue;
            for (int j = 0; j < x.Columns; j++) rows.Add([name, j, Kept(conventions.Momentum, 0.0, mu[0, j]), "variance", Kept(conventions.Momentum, conventions.InitialRunningVariance, of[0, j])]);
        }

        var std = EarlyKeras(x).Std; // (1, D)
        for (int j = 0; j < x.Columns; j++) rows.Add(["early_keras", j, Kept(Keep, 0.0, mu[0, j]), "standard deviation", Kept(Keep, 1.0, std[0, j])]);
        return rows;

        static double Kept(double momentum, double begun, double batch) => (momentum * begun) + ((1.0 - momentum) * batch);
    }
}
