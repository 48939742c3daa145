namespace BnLab.Experiments.Shift;

/// <summary>The figures of trainings show the first seed.</summary>
internal static class ShiftReport
{
    private const double From = -10.0, To = 4.0, BarWidth = 0.25;

    public static IReadOnlyList<Table> Tables(StudyRuns<NetVariant, ShiftRun> runs, IReadOnlyList<Standardized> draws) =>
    [
        new(
            "shift.distributions", ["drawn_from", "standardized", "mean", "std", "saturated_share", "mean_slope"],
            [.. draws.Select(d => new object[] { d.Source, d.IsStandardized, d.Mean, d.Std, d.SaturatedShare, d.MeanSlope })])
        {
            IsPrinted = true,
        },
        runs.Rows(
            "", ["layer", "mean_drift", "spread_drift"],
            (_, run) => run.Traces.Select(t => new object[] { t.Layer, t.MeanDrift, t.SpreadDrift })) with
        { IsPrinted = true },
        runs.Rows(
            "percentiles", ["layer", "iteration", "percentile_15", "percentile_50", "percentile_85"],
            (_, run) => from t in run.Traces from m in t.Percentiles select new object[] { t.Layer, m.Iteration, m.Low, m.Median, m.High }),
        runs.Rows(
            "drift", ["layer", "iteration", "mean_drift", "spread_drift"],
            (_, run) => from t in run.Traces from d in t.Drifts select new object[] { t.Layer, d.Iteration, d.Mean, d.Spread }),
    ];

    /// <summary>A row for each layer, a column for each net, so that the two are side by side over one vertical axis.</summary>
    public static Figure Percentiles(IReadOnlyList<InputTrace> without, IReadOnlyList<InputTrace> with)
    {
        return new("Inputs of the sigmoids during training",
        [
            .. without.Zip(with, (one, other) => new[] { Panel(one, "without normalization", 1), Panel(other, "batch normalization", 0) }),
        ])
        {
            SharesX = true,
            SharesY = true,
        };

        static Panel Panel(InputTrace trace, string label, int style)
        {
            double[] x = [.. trace.Percentiles.Select(m => (double)m.Iteration)];
            return new Panel($"Layer {trace.Layer}, {label}", new Axis("Iteration") { IsWhole = true }, new Axis("Input of the first unit"),
            [
                new BandSeries("15th to 85th percentile", style, x, [.. trace.Percentiles.Select(m => m.Low)], [.. trace.Percentiles.Select(m => m.High)]),
                new LineSeries("Median", style, x, [.. trace.Percentiles.Select(m => m.Median)], HasMarkers: false),
            ]);
        }
    }

    public static Figure Drifts(IReadOnlyList<InputTrace> without, IReadOnlyList<InputTrace> with)
    {
        return new(
            "How far the inputs of the sigmoids drift",
            [Row("mean", "|change of the mean|", d => d.Mean), Row("spread", "|change of the SD|", d => d.Spread)])
        { SharesX = true, SharesY = true };

        Panel[] Row(string what, string axis, Func<InputDrift, double> drift)
        {
            return [.. without.Select(trace => new Panel(
                $"Layer {trace.Layer}: drift of the {what} in {ShiftStudy.Every} iterations", new Axis("Iteration") { IsWhole = true }, new Axis(axis, AxisScale.Log),
                [
                    Curve(trace, "Without normalization", 1),
                    Curve(with[trace.Layer - 1], "Batch normalization", 0),
                ]))];

            LineSeries Curve(InputTrace trace, string label, int style) =>
                new(label, style, [.. trace.Drifts.Select(d => (double)d.Iteration)], [.. trace.Drifts.Select(drift)], HasMarkers: false);
        }
    }

    public static Figure Distributions(IReadOnlyList<Standardized> draws) =>
        new("Standardization moves values to where the sigmoid is steep", [.. draws.Chunk(2).Select(pair => pair.Select(Histogram).ToArray())])
        { SharesX = true, SharesY = true };

    private static Panel Histogram(Standardized draws)
    {
        int bars = (int)((To - From) / BarWidth);
        var (left, right, density) = (new double[bars], new double[bars], new double[bars]);
        double[] values = draws.Values.ToArray();
        for (int i = 0; i < bars; i++)
        {
            (left[i], right[i]) = (From + (i * BarWidth), From + ((i + 1) * BarWidth));
            density[i] = values.Count(x => x >= left[i] && x < right[i]) / (values.Length * BarWidth);
        }

        double[] grid = [.. Enumerable.Range(0, 141).Select(i => From + (i * (To - From) / 140))];
        double[] sigmoid = [.. grid.Select(x => 1.0 / (1.0 + Math.Exp(-x)))];
        string source = draws.Source.Replace('-', '−');
        string title = draws.IsStandardized ? $"{source}, standardized" : $"{source}, as drawn";
        return new(title, new Axis("Input of the sigmoid", Min: From, Max: To), new Axis("Density; sigmoid; slope", Min: 0.0, Max: 1.0),
        [
            new BarSeries("Density", 5, left, right, density),
            new LineSeries("Sigmoid", 0, grid, sigmoid, HasMarkers: false),
            new LineSeries("Its slope", 1, grid, [.. sigmoid.Select(y => y * (1.0 - y))], HasMarkers: false),
            new RuleSeries("Saturated beyond", 6, -Standardized.Saturation, IsLevel: false),
            new RuleSeries("", 6, Standardized.Saturation, IsLevel: false),
        ]);
    }
}
