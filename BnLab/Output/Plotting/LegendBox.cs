using BnLab.Results;
using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>
/// The legend of one panel: in the corner, and below each other or side by side, where it covers no data; if there is no such
/// place, the axis gets room for it above the data.
/// </summary>
internal static class LegendBox
{
    private const float Widest = 0.72f; // of the plot, a name
    private const double MostHeadroom = 0.45; // of the plot; more, and the data would lose more than the legend covers
    private const float LineStep = 2, AreaOfMarker = 100, Around = 3; // units

    /// <summary>The entries of a legend, as many as there is room for; the others are counted.</summary>
    public static List<LegendItem> Items(IReadOnlyList<Series> series, PlotStyle style, PixelSize room)
    {
        int fits = Math.Max(1, (int)((room.Height - 24) / 18)), shown = series.Count <= fits ? series.Count : fits - 1;
        List<LegendItem> items = [.. series.Take(shown).Select(one => style.Sample(one, PlotText.Fit(one.Name, (room.Width * Widest) - 50, PlotStyle.LabelSize)))];
        if (shown < series.Count) items.Add(new() { LabelText = $"{series.Count - shown} more", LabelFontSize = PlotStyle.LabelSize, MarkerStyle = MarkerStyle.None });
        return items;
    }

    /// <summary>Puts the legend to its best place.</summary>
    /// <returns>The part of the plot, above the data, that it needs in order to cover nothing; 0 where it covers nothing or no room can be made.</returns>
    public static double Place(PanelPlot panel)
    {
        Legend legend = panel.Plot.Legend;
        legend.IsVisible = true;
        using Paint paint = Paint.NewDisposablePaint();
        PixelRect inner = panel.Frame.Contract(legend.Margin);
        double least = double.PositiveInfinity;
        (Orientation, Alignment) best = default;
        float lowest = 0;
        foreach (Orientation orientation in (Orientation[])[Orientation.Vertical, Orientation.Horizontal])
        {
            legend.Orientation = orientation;
            PixelRect box = legend.GetLayout(inner.Size, paint).LegendRect;
            lowest = box.Height;
            foreach (Alignment corner in (Alignment[])[Alignment.UpperRight, Alignment.LowerRight, Alignment.UpperLeft, Alignment.LowerLeft])
            {
                double covered = Covered(panel, box.AlignedInside(inner, corner).Expand(Around));
                if (covered < least) (least, best) = (covered, (orientation, corner));
            }
        }

        (legend.Orientation, legend.Alignment) = best;
        double part = (lowest + (2 * legend.Margin.Top) + Around) / panel.Frame.Height;
        return least == 0 || panel.Panel.Y.Max is not null || part > MostHeadroom ? 0 : part;
    }

    /// <summary>How much data a box covers, counted in markers.</summary>
    private static double Covered(PanelPlot panel, PixelRect box)
    {
        double covered = panel.Series.Points.Count(point => box.Contains(panel.At(point)));
        foreach (Coordinates[] line in panel.Series.Lines)
        {
            Pixel from = panel.At(line[0]);
            foreach (Coordinates point in line)
            {
                Pixel to = panel.At(point);
                int steps = Math.Clamp((int)(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / LineStep), 1, 1000);
                for (int i = 1; i <= steps; i++)
                    if (box.Contains(new Pixel(from.X + ((to.X - from.X) * i / steps), from.Y + ((to.Y - from.Y) * i / steps)))) covered++;
                from = to;
            }
        }

        foreach (Coordinates[] area in panel.Series.Areas)
        {
            using SKPath outline = new(), inside = new();
            outline.AddPoly([.. area.Select(point => panel.At(point).ToSKPoint())]);
            inside.AddRect(box.ToSKRect());
            using SKPath? both = outline.Op(inside, SKPathOp.Intersect);
            if (both is { IsEmpty: false }) covered += 0.01 + (both.Bounds.Width * both.Bounds.Height / AreaOfMarker);
        }

        return covered;
    }
}
