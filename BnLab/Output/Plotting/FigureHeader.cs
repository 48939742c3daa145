using ScottPlot;
using ScottPlot.Panels;
using SkiaSharp;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>The title of a figure, and right of it or below it the legend that its panels share.</summary>
internal sealed class FigureHeader
{
    private const float TitleHeight = 26, Apart = 24;
    private const float MostOfLegend = 45; // two lines
    private const float LeftOfData = 56; // about what axis labels take

    private readonly string _title;
    private readonly PlotStyle _style;
    private readonly Legend? _legend;
    private readonly bool _isBesideTitle;
    private readonly PixelSize _legendSize;

    public FigureHeader(string title, IReadOnlyList<IReadOnlyList<Series>> panels, PlotStyle style, float width)
    {
        (_title, _style) = (PlotText.Drawable(title), style);
        if (Common(panels) is not { Count: > 0 } series) return;
        Plot plot = new();
        style.Dress(plot, hasUprightGrid: false);
        LegendBox.TakeOut(plot.Legend);
        plot.Legend.Padding = new(1, 2);
        plot.Legend.ManualItems.AddRange(series.Select(one => style.Sample(one, PlotText.Drawable(one.Name))));
        using Paint paint = Paint.NewDisposablePaint();
        PixelRect box = plot.Legend.GetLayout(new(width, 10 * MostOfLegend), paint).LegendRect;
        if (box.Height > MostOfLegend || box.Width > width) return;
        (_legend, _legendSize) = (plot.Legend, box.Size);
        _isBesideTitle = _title.Length > 0 && PlotFont.Width(_title, PlotStyle.TitleSize, isBold: true) + Apart + box.Width <= width - LeftOfData;
    }

    public bool HasLegend => _legend is not null;

    public float Height => (_title.Length > 0 ? TitleHeight : 0) + (HasLegend && !_isBesideTitle ? _legendSize.Height : 0);

    public void Draw(SKCanvas canvas, PixelRect place)
    {
        using Paint paint = Paint.NewDisposablePaint();
        new LabelStyle
        {
            Text = PlotText.Fit(_title, place.Width, PlotStyle.TitleSize, isBold: true),
            FontSize = PlotStyle.TitleSize,
            Bold = true,
            ForeColor = _style.Theme.Ink,
        }.Render(canvas, new Pixel(place.Left, place.Top - 3), paint);
        float left = _isBesideTitle ? place.Right : place.Left; // or further left, where it is wide
        _legend?.Render(
            canvas, paint, new(Math.Min(left, place.Right - _legendSize.Width), place.Right, place.Bottom, place.Top),
            _isBesideTitle ? Alignment.UpperLeft : Alignment.LowerLeft);
    }

    /// <summary>The series that one panel lists, if there are several panels and the others list no further ones; else null.</summary>
    private static List<Series>? Common(IReadOnlyList<IReadOnlyList<Series>> panels)
    {
        IReadOnlyList<Series>[] listing = [.. panels.Where(panel => panel.Count > 0)];
        if (listing.Length < 2) return null;
        IReadOnlyList<Series> fullest = listing.MaxBy(panel => panel.Count)!;
        ILookup<(string, int), Series> all = listing.SelectMany(panel => panel).ToLookup(PanelPlot.LegendKey);
        if (all.Count > fullest.Count) return null;

        // Of each series the most complete sample: a line with markers rather than either alone.
        return [.. fullest.Select(series => all[PanelPlot.LegendKey(series)].MaxBy(other => other is LineSeries { HasLine: true, HasMarkers: true })!)];
    }
}

/// <summary>
/// A panel's title; right of it, in small letters, what the panel does not show; and below it the legend if that has no place
/// in the panel.
/// </summary>
internal sealed class Heading(string title, PanelNote note, Theme theme) : PanelBase
{
    private const float Above = 5, Rise = 7, Apart = 14;

    private Legend? _legend;
    private float _legendHeight;

    /// <summary>Without title and note as much as half a tick label needs.</summary>
    public float Height => (title.Length + note.Full.Length == 0 ? 8 : PlotStyle.PanelTitleSize + Above + Rise) + _legendHeight;

    public bool HasLegend => _legend is not null;

    /// <summary>Moves a legend of some height out of the plot.</summary>
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

        void Draw(LabelStyle label, float x) =>
            label.Render(rp.Canvas, new Pixel(x, baseline + (label.FontSize * 0.25f)), rp.Paint); // aligned by the descent below the baseline
    }
}

/// <summary>What a panel leaves out and what it adds; both are reported on the figure.</summary>
/// <param name="Full">Empty where everything is shown.</param>
/// <param name="Brief">For little room.</param>
internal sealed record PanelNote(string Full, string Brief)
{
    public static PanelNote For(Panel panel, BeyondPoints beyond)
    {
        var withoutPlace = beyond.All.Where(point => !panel.X.CanShow(point.X) || !panel.Y.CanShow(point.Y)).ToList();
        double[] notPositive = [.. withoutPlace.Select(point => NotPositive(panel, point.X, point.Y)).OfType<double>()];
        int hidden = panel.Series.Sum(series => series.Hidden(panel.X, panel.Y)) - withoutPlace.Count, outside = beyond.All.Count - notPositive.Length;
        List<(string Full, string Brief)> said = [];
        if (hidden > 0) said.Add(($"{Count(hidden, panel)} not shown ({Reason(panel)})", $"{Count(hidden, panel)} not shown"));
        if (notPositive.Length > 0)
        {
            string where = Array.TrueForAll(notPositive, value => value == 0) ? "at 0" : "not positive";
            said.Add(($"{Count(notPositive.Length, panel)} {where}, marked at the edge", $"{notPositive.Length} at the edge"));
        }

        if (outside > 0) said.Add(($"{Count(outside, panel)} beyond the axis", $"{outside} beyond"));
        int[] windows = [.. panel.Series.OfType<LineSeries>().Where(line => line.RunningMean > 0).Select(RunningMean.Window).Distinct()];
        if (windows.Length > 0)
        {
            string count = windows.Length == 1 ? windows[0].ToString(CultureInfo.InvariantCulture) : "neighbouring";
            said.Add(($"lines: means of {count} points", "lines: running means"));
        }

        return new(string.Join("; ", said.Select(one => one.Full)), string.Join(", ", said.Select(one => one.Brief)));
    }

    /// <summary>A point's value that has no place on a logarithmic axis; null if there is none.</summary>
    private static double? NotPositive(Panel panel, double x, double y) =>
        panel.X.Scale == AxisScale.Log && x <= 0 ? x : panel.Y.Scale == AxisScale.Log && y <= 0 ? y : null;

    /// <summary>Points of lines are hidden only if they are NaN, as others can be marked on one side of the panel.</summary>
    private static string Reason(Panel panel)
    {
        if (panel.Series.All(series => series is LineSeries || series.Hidden(panel.X, panel.Y) == 0)) return "not a number";
        return panel.X.Scale == AxisScale.Log || panel.Y.Scale == AxisScale.Log ? "not finite or not positive" : "not finite";
    }

    private static string Count(int count, Panel panel)
    {
        string kind = panel.Series.All(series => series is RuleSeries) ? "line" : panel.Series.All(series => series is BarSeries or RuleSeries) ? "bar" : "point";
        return $"{count} {kind}{(count == 1 ? "" : "s")}";
    }
}
