namespace BnLab.Experiments.Shift;

/// <summary>Tables of <see cref="ShiftStudy"/>.</summary>
internal static class ShiftTables
{
    public static IReadOnlyList<Table> All(StudyRuns<NetPlan, ShiftRun> runs, IReadOnlyList<Standardized> draws)
    {
        var traces = (
            from net in runs.Variants
            from run in runs.Of(net)
            from trace in run.Traces
            select (Place: new object[] { net.Name, run.History.Seed, trace.Layer, trace.Place }, Trace: trace)).ToList();
        return
        [
            new(
                "shift.distributions", ["drawn_from", "standardized", "mean", "std", "saturated_share", "mean_slope"],
                [.. draws.Select(d => new object[] { d.Source, d.IsStandardized, d.Mean, d.Std, d.SaturatedShare, d.MeanSlope })])
            {
                IsPrinted = true,
            },
            new(
                "shift", ["net", "seed", "layer", "input_of", "mean_drift", "spread_drift"],
                [.. traces.Select(t => (object[])[.. t.Place, t.Trace.MeanDrift, t.Trace.SpreadDrift])])
            {
                IsPrinted = true,
            },
            new(
                "shift.percentiles", ["net", "seed", "layer", "input_of", "iteration", "percentile_15", "percentile_50", "percentile_85"],
                [.. from t in traces from m in t.Trace.Percentiles select (object[])[.. t.Place, m.Iteration, m.Low, m.Median, m.High]]),
            new(
                "shift.drift", ["net", "seed", "layer", "input_of", "iteration", "mean_drift", "spread_drift"],
                [.. from t in traces from d in t.Trace.Drifts select (object[])[.. t.Place, d.Iteration, d.Mean, d.Spread]]),
        ];
    }
}
