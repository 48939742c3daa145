using static BnLab.Numerics.ColumnStatistics;

namespace BnLab.Experiments.BackwardSpeed;

/// <summary>The course's last check of batch normalization: gradients and times of the step-by-step backward pass and of the closed form.</summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization: alternative backward".</remarks>
internal static class BackwardSpeedExperiment
{
    // the notebook's size first, then from smaller to larger
    private static readonly (int N, int D)[] Sizes = [(100, 500), (10, 10), (50, 100), (100, 100), (200, 1000), (1000, 1000)];

    private static readonly Setting<int> Repeats = Setting.Whole("--repeats", 21, "Timed passes of each kind and size; the median counts.");

    public static DirectExperiment Experiment { get; } = new(
        "backward-speed", "Compare the backward pass of batch normalization step by step with its closed form.", "backward-speed",
        [Repeats], (values, clock, stop) => Run(Sizes, BatchNorm.BackwardClosedForm, values.Get(StudyOptions.Seed), values.Get(Repeats), clock, stop));

    public static ExperimentResult Run(
        IReadOnlyList<(int N, int D)> sizes, Func<Matrix<double>, BatchNorm.Pass<double>, BatchNorm.Gradients<double>> closedForm,
        uint seed, int repeats, Func<double> clock, CancellationToken stop = default)
    {
        var results = new List<Comparison>();
        foreach (var (n, d) in sizes)
        {
            stop.ThrowIfCancellationRequested();
            var random = new NumpyRandom(seed);
            var (x, gamma, beta, dy) = (random.Normal(n, d, 5, 12), random.Normal(1, d), random.Normal(1, d), random.Normal(n, d));
            var pass = BatchNorm.Forward(x, gamma, beta);
            var difference = GradientDifference.Between(x, dy, pass, BatchNorm.BackwardStepByStep(dy, pass), closedForm(dy, pass));
            var layer = new BatchNormLayer<double>(Parameter<double>.From(gamma), Parameter<double>.From(beta));
            layer.Forward(x, Mode.Train);
            double[] times = MedianTimes.Of(
                repeats, clock, stop,
                () => BatchNorm.BackwardStepByStep(dy, pass), () => closedForm(dy, pass), () => layer.Backward(dy));
            results.Add(new(n, d, difference, times[0], times[1], times[2]));
        }

        var notebook = results[0];
        var table = new Table(
            "backward-speed",
            ["n", "d", "dx_error", "dx_apart", "dx_limit", "dgamma", "dbeta", "steps_us", "closed_us", "speed_up", "fused_us"],
            [.. results.Select(Row)])
        { IsPrinted = true };
        return new("backward-speed", [], [table], [("backward-speed", Draw(results))])
        {
            Checks = [.. results.Select(Judge)],
            Printed =
            [
                new("dx difference: ", notebook.Difference.DxError),
                new("dgamma difference: ", notebook.Difference.Dgamma),
                new("dbeta difference: ", notebook.Difference.Dbeta),
                new(string.Create(CultureInfo.InvariantCulture, $"speedup: {notebook.Steps / notebook.Closed:F2}x")),
                new(),
            ],
        };
    }

    private static object[] Row(Comparison r) =>
    [
        r.N, r.D, r.Difference.DxError, r.Difference.DxApart, r.Difference.DxLimit, r.Difference.Dgamma, r.Difference.Dbeta,
        r.Steps * 1e6, r.Closed * 1e6, r.Steps / r.Closed, r.Fused * 1e6,
    ];

    private static Check Judge(Comparison r)
    {
        var (_, dx, limit, dgamma, dbeta) = r.Difference;
        return new(
            $"({r.N}, {r.D}): both passes give the same gradients",
            $"dx apart by {ShortNumber.Text(dx)} of the largest |dx|, dgamma by {ShortNumber.Text(dgamma)}, dbeta by {ShortNumber.Text(dbeta)}",
            $"{ShortNumber.Text(limit)}, 0, 0",
            r.Difference.IsRounding);
    }

    private static Figure Draw(List<Comparison> results)
    {
        var ordered = results.OrderBy(r => r.N * r.D).ToList();
        double[] x = [.. ordered.Select(r => (double)r.N * r.D)];
        return Figure.Stacked("", new Panel(
            "Time of a backward pass of batch normalization",
            new Axis("Values in the mini-batch, N × D", AxisScale.Log), new Axis("Median time (s)", AxisScale.Log),
            [
                new LineSeries("Step by step", 0, x, [.. ordered.Select(r => r.Steps)]),
                new LineSeries("Closed form", 1, x, [.. ordered.Select(r => r.Closed)]),
                new LineSeries("Closed form, fused", 2, x, [.. ordered.Select(r => r.Fused)]),
            ]));
    }

    private sealed record Comparison(int N, int D, GradientDifference Difference, double Steps, double Closed, double Fused);
}

/// <summary>How far the gradients of two backward passes of batch normalization differ, and how far rounding explains it.</summary>
/// <param name="DxError">The notebook's relative error of dx, element by element: large where an element is tiny.</param>
/// <param name="DxApart">The largest difference in dx, relative to the largest |dx|.</param>
/// <param name="DxLimit">The most that rounding can make of <paramref name="DxApart"/>.</param>
/// <param name="Dgamma">The relative error of dgamma, which both passes compute alike, as they do dbeta.</param>
internal sealed record GradientDifference(double DxError, double DxApart, double DxLimit, double Dgamma, double Dbeta)
{
    private const double UnitRoundoff = 1.1102230246251565e-16; // 2⁻⁵³

    public bool IsRounding => DxApart <= DxLimit && Dgamma == 0.0 && Dbeta == 0.0;

    public static GradientDifference Between(
        Matrix<double> x, Matrix<double> dy, BatchNorm.Pass<double> pass, BatchNorm.Gradients<double> steps, BatchNorm.Gradients<double> closed)
    {
        double largest = Largest(closed.Dx);
        return new(
            RelativeError.Max(steps.Dx, closed.Dx), Largest(steps.Dx - closed.Dx) / largest, Rounding(x, dy, pass) / largest,
            RelativeError.Max(steps.Dgamma, closed.Dgamma), RelativeError.Max(steps.Dbeta, closed.Dbeta));
    }

    /// <summary>The most that rounding can bring the two dx apart.</summary>
    /// <remarks>
    /// With u = 2⁻⁵³, a sum of N terms errs by less than N · u times the sum of their magnitudes, and each further operation by u.
    /// Both passes add up gamma / std · (dy - mean(dy) - xHat · mean(dy · xHat)). An element of the closed form goes through one
    /// sum and at most 7 further operations, one of the step-by-step pass through two sums and at most 10: 3N + 17 in all. The
    /// latter also keeps the mean of xHat, which is 0 in exact arithmetic; computed, it is off by the rounding of the mean of x,
    /// over std. So each magnitude below counts 3N + 17 times; three more are for products of roundings.
    /// </remarks>
    private static double Rounding(Matrix<double> x, Matrix<double> dy, BatchNorm.Pass<double> pass)
    {
        var slope = ColumnMean(Size(dy * pass.XHat));                                      // (1, D)
        var xHats = Size(pass.XHat) + ColumnMean(Size(pass.XHat)) + (ColumnMean(Size(x)) / pass.Std); // (N, D)
        var terms = Size(pass.Gamma) / pass.Std * (Size(dy) + ColumnMean(Size(dy)) + (xHats * slope)); // (N, D)
        return ((3 * dy.Rows) + 20) * UnitRoundoff * Largest(terms);
    }

    private static Matrix<double> Size(Matrix<double> matrix) => matrix.Map(Math.Abs);

    /// <summary>NaN where one of the elements is.</summary>
    private static double Largest(Matrix<double> matrix) =>
        matrix.ToArray().Aggregate(0.0, (largest, value) => Math.Max(largest, Math.Abs(value)));
}
