using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>The title of a figure, and right of it or below it the legend that its panels have in common.</summary>
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
        _legend?.Render(canvas, paint, new(Math.Min(left, place.Right - _legendSize.Width), place.Right, place.Bottom, place.Top), _isBesideTitle ? Alignment.UpperLeft : Alignment.LowerLeft);
    }

    /// <summary>The series that one panel lists, if there are several panels and the others list nothing else.</summary>
    private static List<Series>? Common(IReadOnlyList<IReadOnlyList<Series>> panels)
    {
        IReadOnlyList<Series>[] listing = [.. panels.Where(panel => panel.Count > 0)];
        if (listing.Length < 2) return null;
        IReadOnlyList<Series> fullest = listing.MaxBy(panel => panel.Count)!;
        ILookup<(string, int), Series> all = listing.SelectMany(panel => panel).ToLookup(PanelPlot.LegendKey);
        if (all.Count > fullest.Count) return null;

        // Of each the sample that shows most: a line with markers rather than one of both.
        return [.. fullest.Select(series => all[PanelPlot.LegendKey(series)].MaxBy(other => other is LineSeries { HasLine: true, HasMarkers: true })!)];
    }
}
