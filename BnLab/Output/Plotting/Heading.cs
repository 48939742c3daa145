using ScottPlot;
using ScottPlot.Panels;

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
        Draw(rp, fitted, left, baseline, Alignment.LowerLeft, PlotStyle.PanelTitleSize, isBold: true, theme.Ink);
        Draw(rp, words, right, baseline, Alignment.LowerRight, PlotStyle.NoteSize, isBold: false, theme.Faint);
    }

    private static void Draw(RenderPack rp, string text, float x, float baseline, Alignment alignment, float size, bool isBold, Color colour)
    {
        LabelStyle label = new() { Text = text, Alignment = alignment, FontSize = size, Bold = isBold, ForeColor = colour };
        label.Render(rp.Canvas, new Pixel(x, baseline + (size * 0.25f)), rp.Paint); // aligned by the descent below the baseline
    }
}
