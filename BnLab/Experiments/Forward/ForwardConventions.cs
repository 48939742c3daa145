using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.Forward;

/// <summary>A matrix normalized by the conventions of several libraries, side by side, and over the wrong axis.</summary>
internal static class ForwardConventions
{
    private const double KerasEps = 1e-3, KerasMomentum = 0.99, EarlyKerasEps = 1e-6, PyTorchMomentum = 0.1;
    private const string Variance = "variance";

    /// <param name="own">A convention beside the libraries'; the course's for none.</param>
    public static ExperimentResult Compare<T>(IReadOnlyList<IReadOnlyList<double>> values, BatchNormConventions own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new Matrix<T>(values.Count, values[0].Count); // (N, D)
        for (int i = 0; i < x.Rows; i++) values[i].Select(T.CreateTruncating).ToArray().CopyTo(x.Row(i));
        bool isOne = x.Rows == 1;
        List<Convention<T>> all = [.. Of(x, own)];
        List<(string Name, Matrix<T> Y)> columns = [.. all.Select(convention => (convention.Name, convention.Y))];
        if (isOne) columns.Insert(1, ("pytorch", Matrix<T>.Constant(1, x.Columns, double.NaN)));
        var (one, zero) = (Matrix<T>.Constant(1, x.Columns, 1), new Matrix<T>(1, x.Columns)); // (1, D)
        columns.Insert(columns.FindIndex(column => column.Name == "early_keras") + 1, ("wrong_axis", LayerNorm.Forward(x, one, zero).Y));
        var running = from convention in all
                      from j in Enumerable.Range(0, x.Columns)
                      select (object[])[convention.Name, j, Double(convention.Mean[0, j]), convention.Kind, Double(convention.Value[0, j])];
        return new(
            "forward", [],
            [
                Table("forward.values", columns),
                Table("forward.values.printed", [.. columns.Where(column => column.Name is not ("keras2" or "onnx" or "caffe"))]) with { IsPrinted = true, IsWritten = false },
                new("forward.running", ["convention", "column", "running_mean", "running_kind", "running_value"], [.. running]) { IsPrinted = true },
            ],
            [])
        {
            Printed =
            [
                .. isOne ? [new PrintedLine("PyTorch refuses to train on one value for each feature: its column is NaN, and it keeps nothing.")] : Array.Empty<PrintedLine>(),
                new("ONNX and Caffe normalize as the course does, Keras 2 as TensorFlow."), new("What each keeps for test time is in the second table."), new(),
            ],
        };

        Table Table(string name, List<(string Name, Matrix<T> Y)> shown) => new(
            name, ["row", "column", "x", .. shown.Select(column => column.Name)],
            [
                .. from i in Enumerable.Range(0, x.Rows)
                   from j in Enumerable.Range(0, x.Columns)
                   select (object[])[i, j, Double(x[i, j]), .. shown.Select(column => (object)Double(column.Y[i, j]))],
            ]);

        static double Double(T value) => double.CreateTruncating(value);
    }

    /// <summary>The mini-batch by each convention, and the running statistics after it.</summary>
    /// <remarks>
    /// TensorFlow's are those of Keras 3 on a matrix; its fused kernel for images keeps unbiased variances. ONNX: operator
    /// BatchNormalization since version 15, whose first running statistics are inputs; 0 and 1 here. Caffe: <c>BatchNormLayer</c>
    /// keeps sums that it divides by the sum of their weights, so the first mini-batch counts whole. Flax: flax.linen,
    /// <c>_compute_stats</c> with <c>use_fast_variance</c>, its default. PyTorch's <c>BatchNorm1d</c> raises "Expected more than 1
    /// value per channel when training".
    /// </remarks>
    private static IEnumerable<Convention<T>> Of<T>(Matrix<T> x, BatchNormConventions own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mu = ColumnMean(x);                                                                     // (1, D)
        var xMu = x - mu;                                                                           // (N, D)
        var variance = ColumnMean(xMu * xMu);                                                       // (1, D)  biased
        var fast = (ColumnMean(x * x) - (mu * mu)).Map(static v => T.Max(T.Zero, v));               // (1, D)  a mean that is large beside the deviation leaves it few digits
        var earlyStd = Sqrt(variance + EarlyKerasEps);                                              // (1, D)
        double n = x.Rows, unbiased = n > 1 ? n / (n - 1.0) : 1.0;
        yield return new("course", Normalized(BatchNorm.DefaultEps), Running(0.9, 0.0, mu), Variance, Running(0.9, 0.0, variance));
        if (n > 1) yield return new("pytorch", Normalized(1e-5), PyTorch(0.0, mu), Variance, PyTorch(1.0, variance * unbiased));
        yield return new("tensorflow", Normalized(KerasEps), Running(KerasMomentum, 0.0, mu), Variance, Running(KerasMomentum, 1.0, variance));
        yield return new("keras2", Normalized(KerasEps), Running(KerasMomentum, 0.0, mu), Variance, Running(KerasMomentum, 1.0, variance * (n / (n - (1.0 + KerasEps)))));
        yield return new("onnx", Normalized(1e-5), Running(0.9, 0.0, mu), Variance, Running(0.9, 1.0, variance));
        yield return new("caffe", Normalized(1e-5), mu, Variance, variance * unbiased);
        yield return new("flax", xMu / Sqrt(fast + 1e-5), Running(0.99, 0.0, mu), Variance, Running(0.99, 1.0, fast));
        yield return new("early_keras", xMu / (earlyStd + EarlyKerasEps), Running(0.9, 0.0, mu), "standard deviation", Running(0.9, 1.0, earlyStd)); // before version 1
        if (own != BatchNormConventions.Course)
            yield return new("own", Normalized(own.Eps), Running(own.Momentum, 0.0, mu), Variance, Running(own.Momentum, own.InitialRunningVariance, variance));

        Matrix<T> Normalized(double eps) => xMu / Sqrt(variance + eps); // (N, D)

        static Matrix<T> Running(double momentum, double begun, Matrix<T> batch) =>
            (Matrix<T>.Constant(1, batch.Columns, begun) * momentum) + (batch * (1.0 - momentum));

        static Matrix<T> PyTorch(double begun, Matrix<T> batch) =>
            (batch * PyTorchMomentum) + (Matrix<T>.Constant(1, batch.Columns, begun) * (1.0 - PyTorchMomentum));
    }

    /// <param name="Y">(N, D): the mini-batch, normalized.</param>
    /// <param name="Mean">(1, D): the running mean.</param>
    /// <param name="Kind">What the other running statistic is.</param>
    /// <param name="Value">(1, D): it.</param>
    private sealed record Convention<T>(string Name, Matrix<T> Y, Matrix<T> Mean, string Kind, Matrix<T> Value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
