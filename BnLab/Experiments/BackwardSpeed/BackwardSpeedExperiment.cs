using BnLab.Layers;

namespace BnLab.Experiments.BackwardSpeed;

/// <summary>
/// The course's last check of batch normalization: the backward pass step by step against the closed form, how far
/// apart their gradients are and how long each takes.
/// </summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization: alternative backward".</remarks>
internal static class BackwardSpeedExperiment
{
    /// <summary>The notebook's size first, then from smaller to larger.</summary>
    private static readonly (int N, int D)[] Sizes = [(100, 500), (10, 10), (50, 100), (100, 100), (200, 1000), (1000, 1000)];

    public static DirectExperiment Experiment { get; } = new(
        "backward-speed", "Compare the backward pass of batch normalization step by step with its closed form.", "backward-speed",
        BackwardSpeedOptions.Settings, (values, clock, stop) => Run(BackwardSpeedOptions.Of(values), clock, stop));

    /// <summary>Computes and times the passes.</summary>
    public static ExperimentResult Run(BackwardSpeedOptions options, Func<double> seconds, CancellationToken cancellation = default) =>
        Run(options, seconds, Sizes, BatchNorm.BackwardClosedForm, cancellation);

    /// <summary>The same with mini-batches of other sizes and another closed form, which may be mistaken.</summary>
    internal static ExperimentResult Run(
        BackwardSpeedOptions options, Func<double> seconds, IReadOnlyList<(int N, int D)> sizes, ClosedForm closedForm, CancellationToken cancellation = default)
    {
        var results = new List<Comparison>();
        foreach (var (n, d) in sizes)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(Compare(n, d, options, seconds, closedForm, cancellation));
        }

        var notebook = results[0];
        var table = new Table(
            "backward-speed",
            ["n", "d", "dx_error", "dx_apart", "dx_limit", "dgamma", "dbeta", "steps_us", "closed_us", "speed_up", "fused_us"],
            [.. results.Select(Row)])
        {
            IsPrinted = true,
        };
        return new("backward-speed", [], [table], [("backward-speed", Draw(results))], [.. results.Select(Judge)])
        {
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

    private static Comparison Compare(
        int n, int d, BackwardSpeedOptions options, Func<double> seconds, ClosedForm closedForm, CancellationToken cancellation)
    {
        var random = new NumpyRandom(options.Seed);
        var (x, gamma, beta, dy) = (random.Normal(n, d, 5, 12), random.Normal(1, d), random.Normal(1, d), random.Normal(n, d));
        var pass = BatchNorm.Forward(x, gamma, beta);
        var difference = BackwardSpeedDifference.Between(x, dy, pass, BatchNorm.BackwardStepByStep(dy, pass), closedForm(dy, pass));
        var layer = new BatchNormLayer<double>(Parameter<double>.From(gamma), Parameter<double>.From(beta));
        layer.Forward(x, Mode.Train);
        double[] times = MedianTimes.Of(
            options.Repeats, seconds, cancellation,
            () => BatchNorm.BackwardStepByStep(dy, pass), () => closedForm(dy, pass), () => layer.Backward(dy));
        return new(n, d, difference, times[0], times[1], times[2]);
    }

    private static object[] Row(Comparison r) =>
    [
        r.N, r.D, r.Difference.DxError, r.Difference.DxApart, r.Difference.DxLimit, r.Difference.Dgamma, r.Difference.Dbeta,
        r.Steps * 1e6, r.Closed * 1e6, r.Steps / r.Closed, r.Fused * 1e6,
    ];

    private static Verdict Judge(Comparison r)
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

    /// <summary>A backward pass: the gradients from dy and the forward pass.</summary>
    internal delegate BatchNorm.Gradients<double> ClosedForm(Matrix<double> dy, BatchNorm.Pass<double> pass);

    private sealed record Comparison(int N, int D, BackwardSpeedDifference Difference, double Steps, double Closed, double Fused);
}
