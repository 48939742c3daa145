using ScottPlot;
using ScottPlot.Panels;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>A panel's title, right of it in small letters what the panel does not show, and below it the legend if that has no place in the panel.</summary>
internal sealed class Heading(string title, PanelNote note, Theme theme) : PanelBase
{
    private const float Above = 5, Rise = 7, Apart = 14;

    private Legend? _legend;
    private float _legendHeight;

    /// <summary>The height that it needs: without title and note as much as half a tick label.</summary>
    public float Height => (title.Length + note.Full.Length == 0 ? 8 : PlotStyle.PanelTitleSize + Above + Rise) + _legendHeight;

    public bool HasLegend => _legend is not null;

    /// <summary>Takes a legend of some height out of the plot.</summary>
    public void Add(Legend legend, float height)
    {
        (_legend, _legendHeight, legend.IsVisible) = (legend, height, false);
        LegendBox.TakeOut(legend);
    }

    public override float Measure(Paint paint) => Height;

    public override void Render(RenderPack rp, float size, float offset)
    {
        float left = rp.DataRect.Left, right = rp.DataRect.Right, bottom = rp.DataRect.Top - _legendHeight, baseline = bottom - Rise;
        _legend?.Render(rp.Canvas, rp.Paint, new(left, right, rp.DataRect.Top, bottom), Alignment.UpperLeft);
        float room = right - left, wanted = PlotFont.Width(title, PlotStyle.PanelTitleSize, isBold: true);
        string words = wanted + Apart + PlotFont.Width(note.Full, PlotStyle.NoteSize) <= room ? note.Full : PlotText.Fit(note.Brief, room * 0.6f, PlotStyle.NoteSize);
        if (words.Length > 0) room -= PlotFont.Width(words, PlotStyle.NoteSize) + Apart;
        string fitted = PlotText.Fit(title, room, PlotStyle.PanelTitleSize, isBold: true);
        Draw(new() { Text = fitted, Alignment = Alignment.LowerLeft, FontSize = PlotStyle.PanelTitleSize, Bold = true, ForeColor = theme.Ink }, left);
        Draw(new() { Text = words, Alignment = Alignment.LowerRight, FontSize = PlotStyle.NoteSize, ForeColor = theme.Faint }, right);

        void Draw(LabelStyle label, float x) => label.Render(rp.Canvas, new Pixel(x, baseline + (label.FontSize * 0.25f)), rp.Paint); // aligned by the descent below the baseline
    }
}

/// <summary>What a panel had to leave out, and what it added. Neither is done in silence.</summary>
/// <param name="Full">Empty where everything is shown.</param>
/// <param name="Brief">For little room.</param>
internal sealed record PanelNote(string Full, string Brief)
{
    public static PanelNote For(Panel panel, BeyondPoints beyond)
    {
        var withoutPlace = beyond.All.Where(point => !panel.X.CanShow(point.X) || !panel.Y.CanShow(point.Y)).ToList();
        double[] notPositive = [.. withoutPlace.Select(point => NotPositive(panel, point.X, point.Y)).OfType<double>()];
        int hidden = panel.Series.Sum(series => series.Hidden(panel.X, panel.Y)) - withoutPlace.Count, outside = beyond.All.Count - notPositive.Length;
        List<string> full = [], brief = [];
        if (hidden > 0) Say($"{Count(hidden, panel)} not shown ({Reason(panel)})", $"{Count(hidden, panel)} not shown");
        if (notPositive.Length > 0) Say($"{Count(notPositive.Length, panel)} {(Array.TrueForAll(notPositive, value => value == 0) ? "at 0" : "not positive")}, marked at the edge", $"{Number(notPositive.Length)} at the edge");
        if (outside > 0) Say($"{Count(outside, panel)} beyond the axis", $"{Number(outside)} beyond");
        int[] windows = [.. panel.Series.OfType<LineSeries>().Where(line => line.RunningMean > 0).Select(RunningMean.Window).Distinct()];
        if (windows.Length > 0) Say($"lines: means of {(windows.Length == 1 ? Number(windows[0]) : "neighbouring")} points", "lines: running means");
        return new(string.Join("; ", full), string.Join(", ", brief));

        void Say(string inFull, string inBrief)
        {
            full.Add(inFull);
            brief.Add(inBrief);
        }
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

    private static string Count(int count, Panel panel)
    {
        string kind = panel.Series.All(series => series is RuleSeries) ? "line" : panel.Series.All(series => series is BarSeries or RuleSeries) ? "bar" : "point";
        return $"{Number(count)} {kind}{(count == 1 ? "" : "s")}";
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
