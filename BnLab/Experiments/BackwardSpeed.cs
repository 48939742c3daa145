using System.Globalization;
using BnLab.Checking;
using BnLab.Layers;
using BnLab.Numerics;
using BnLab.Results;

namespace BnLab.Experiments;

/// <summary>
/// The course's last check of batch normalization: the backward pass step by step against the closed form, how far
/// apart their gradients are and how long each takes.
/// </summary>
/// <remarks>cs231n, BatchNormalization notebook, "Batch normalization: alternative backward".</remarks>
public static class BackwardSpeed
{
    private const double Limit = 1e-10;

    /// <summary>The notebook's size first, then from smaller to larger.</summary>
    private static readonly (int N, int D)[] Sizes = [(100, 500), (10, 10), (50, 100), (100, 100), (200, 1000), (1000, 1000)];

    /// <summary>Computes and times the passes.</summary>
    /// <param name="options">Repeats and seed.</param>
    /// <param name="seconds">A clock: seconds since some moment.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public static ExperimentResult Run(BackwardSpeedOptions options, Func<double> seconds, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(seconds);
        options.Validate();
        var results = new List<Comparison>();
        foreach (var (n, d) in Sizes)
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(Compare(n, d, options, seconds, cancellation));
        }

        var notebook = results[0];
        var table = new Table(
            "backward-speed", ["n", "d", "dx_difference", "dgamma_difference", "dbeta_difference", "step_by_step_us", "closed_form_us", "speed_up", "fused_us"],
            [.. results.Select(r => new object[] { r.N, r.D, r.Dx, r.Dgamma, r.Dbeta, r.Steps * 1e6, r.Closed * 1e6, r.Steps / r.Closed, r.Fused * 1e6 })])
        {
            IsPrinted = true,
        };
        return new("backward-speed", [], [table], [("backward-speed", Draw(results))], [.. results.Select(Judge)])
        {
            Printed =
            [
                new("dx difference: ", notebook.Dx),
                new("dgamma difference: ", notebook.Dgamma),
                new("dbeta difference: ", notebook.Dbeta),
                new(string.Create(CultureInfo.InvariantCulture, $"speedup: {notebook.Steps / notebook.Closed:F2}x")),
                new(),
            ],
        };
    }

    private static Comparison Compare(int n, int d, BackwardSpeedOptions options, Func<double> seconds, CancellationToken cancellation)
    {
        var random = new NumpyRandom(options.Seed);
        var (x, gamma, beta, dy) = (random.Normal(n, d, 5, 12), random.Normal(1, d), random.Normal(1, d), random.Normal(n, d));
        var pass = BatchNorm.Forward(x, gamma, beta);
        var (steps, closed) = (BatchNorm.BackwardStepByStep(dy, pass), BatchNorm.BackwardClosedForm(dy, pass));
        var layer = new BatchNormLayer<double>(Learned<double>.From(gamma), Learned<double>.From(beta));
        layer.Forward(x, Mode.Train);
        double[] times = MedianTimes.Of(
            options.Repeats, seconds, cancellation,
            () => BatchNorm.BackwardStepByStep(dy, pass), () => BatchNorm.BackwardClosedForm(dy, pass), () => layer.Backward(dy));
        return new(
            n, d, RelativeError.Max(steps.Dx, closed.Dx), RelativeError.Max(steps.Dgamma, closed.Dgamma),
            RelativeError.Max(steps.Dbeta, closed.Dbeta), times[0], times[1], times[2]);
    }

    private static Verdict Judge(Comparison r) => new(
        $"({r.N}, {r.D}): both passes give the same gradients",
        string.Create(CultureInfo.InvariantCulture, $"dx apart by {r.Dx:0.0e+00}, dgamma {r.Dgamma:0.0e+00}, dbeta {r.Dbeta:0.0e+00}"),
        "1e-10, 0, 0",
        r.Dx <= Limit && r.Dgamma == 0 && r.Dbeta == 0);

    private static Figure Draw(List<Comparison> results)
    {
        var ordered = results.OrderBy(r => r.N * r.D).ToList();
        double[] x = [.. ordered.Select(r => (double)r.N * r.D)];
        return Figure.Stacked("", new Panel(
            "Backward pass of batch normalization",
            new Axis("Values in the mini-batch, N × D", AxisScale.Log), new Axis("Median time (s)", AxisScale.Log),
            [
                new LineSeries("Step by step", 0, x, [.. ordered.Select(r => r.Steps)]),
                new LineSeries("Closed form", 1, x, [.. ordered.Select(r => r.Closed)]),
                new LineSeries("Closed form, fused", 2, x, [.. ordered.Select(r => r.Fused)]),
            ]));
    }

    private sealed record Comparison(int N, int D, double Dx, double Dgamma, double Dbeta, double Steps, double Closed, double Fused);
}
