namespace BnLab.Output.Plotting;

/// <summary>What a panel had to leave out, and what it added. Neither is done in silence.</summary>
/// <param name="Full">The note in full; empty where everything is shown.</param>
/// <param name="Brief">The same where there is little room.</param>
internal sealed record PanelNote(string Full, string Brief)
{
    public static PanelNote For(Panel panel, BeyondPoints beyond)
    {
        var withoutPlace = beyond.All.Where(point => !panel.X.CanShow(point.X) || !panel.Y.CanShow(point.Y)).ToList();
        double[] notPositive = [.. withoutPlace.Select(point => NotPositive(panel, point.X, point.Y)).OfType<double>()];
        int hidden = panel.Series.Sum(series => series.Hidden(panel.X, panel.Y)) - withoutPlace.Count, outside = beyond.All.Count - notPositive.Length;
        List<string> full = [], brief = [];
        if (hidden > 0)
        {
            full.Add($"{Count(hidden, panel)} not shown ({Reason(panel)})");
            brief.Add($"{Count(hidden, panel)} not shown");
        }

        if (notPositive.Length > 0)
        {
            full.Add($"{Count(notPositive.Length, panel)} {(Array.TrueForAll(notPositive, value => value == 0) ? "at 0" : "not positive")}, marked at the edge");
            brief.Add($"{Number(notPositive.Length)} at the edge");
        }

        if (outside > 0)
        {
            full.Add($"{Count(outside, panel)} beyond the axis");
            brief.Add($"{Number(outside)} beyond");
        }

        int[] windows = [.. panel.Series.OfType<LineSeries>().Where(line => line.RunningMean > 0).Select(RunningMean.Window).Distinct()];
        if (windows.Length > 0)
        {
            full.Add($"lines: means of {(windows.Length == 1 ? Number(windows[0]) : "neighbouring")} points");
            brief.Add("lines: running means");
        }

        return new(string.Join("; ", full), string.Join(", ", brief));
    }

    /// <summary>A point's value that a logarithmic axis has no place for; null if there is none.</summary>
    private static double? NotPositive(Panel panel, double x, double y) =>
        panel.X.Scale == AxisScale.Log && x <= 0 ? x : panel.Y.Scale == AxisScale.Log && y <= 0 ? y : null;

    /// <summary>Why something is not shown: of lines only what has no side on which it could be marked.</summary>
    private static string Reason(Panel panel)
    {
        if (panel.Series.All(series => series is LineSeries || series.Hidden(panel.X, panel.Y) == 0)) return "not a number";
        return panel.X.Scale == AxisScale.Log || panel.Y.Scale == AxisScale.Log ? "not finite or not positive" : "not finite";
    }

    private static string Count(int count, Panel panel) =>
        $"{Number(count)} {Kind(panel)}{(count == 1 ? "" : "s")}";

    private static string Kind(Panel panel) =>
        panel.Series.All(series => series is RuleSeries) ? "line" : panel.Series.All(series => series is BarSeries or RuleSeries) ? "bar" : "point";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
