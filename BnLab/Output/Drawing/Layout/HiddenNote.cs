using System.Globalization;
using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>Says what a panel had to leave out, and what it added. Neither is done in silence.</summary>
/// <param name="Full">The note in full; empty where everything is shown.</param>
/// <param name="Short">The same where there is little room.</param>
internal sealed record HiddenNote(string Full, string Short)
{
    public static HiddenNote For(Panel panel, AxisRange x, AxisRange y)
    {
        var outside = panel.Series.SelectMany(series => BeyondMarks.Outside(series, panel, x, y)).ToList();
        var marked = outside.FindAll(point => !BeyondMarks.IsShown(panel, point)); // though they have no place
        double[] notPositive = [.. marked.Select(point => NotPositive(panel, point)).OfType<double>()];
        long hidden = panel.Series.Sum(series => (long)series.Hidden(panel.X, panel.Y)) - marked.Count, beyond = outside.Count - notPositive.Length;
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

        if (beyond > 0)
        {
            full.Add($"{Count(beyond, panel)} beyond the axis");
            brief.Add(brief.Count > 0 ? $"{Number(beyond)} beyond" : full[^1]);
        }

        int clamped = panel.Series.OfType<HeatMapSeries>().Sum(Clamped);
        if (clamped > 0)
        {
            full.Add($"{Count(clamped, panel)} beyond the colours");
            brief.Add($"{Number(clamped)} beyond");
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
    private static double? NotPositive(Panel panel, (double X, double Y) point) =>
        panel.X.Scale == AxisScale.Log && point.X <= 0 ? point.X : panel.Y.Scale == AxisScale.Log && point.Y <= 0 ? point.Y : null;

    /// <summary>Why something is not shown: of lines only what has no side on which it could be marked.</summary>
    private static string Reason(Panel panel)
    {
        if (panel.Series.All(series => series is LineSeries || series.Hidden(panel.X, panel.Y) == 0)) return "not a number";
        return panel.X.Scale == AxisScale.Log || panel.Y.Scale == AxisScale.Log ? "not finite or not positive" : "not finite";
    }

    private static int Clamped(HeatMapSeries map)
    {
        AxisRange range = ColourScale.Of(map).Range;
        return map.Values.Sum(row => row.Count(value => double.IsFinite(value) && !range.Holds(value)));
    }

    private static string Count(long count, Panel panel)
    {
        string noun = panel.Series.Any(series => series is HeatMapSeries) ? "cell"
            : panel.Series.All(series => series is BarSeries or RuleSeries) ? "bar" : "point";
        return $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";
    }

    private static string Number(long count) => count.ToString(CultureInfo.InvariantCulture);
}
