using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>The legend of one panel: in a corner where it covers no data, its entries stacked or side by side; if there is none, above the panel.</summary>
internal static class LegendBox
{
    private const float Widest = 0.72f; // the largest width of a name, as a part of the plot's width
    private const double MostAbove = 0.6; // of the plot's height; a higher legend would cost the data more than it covers
    private const float LineStep = 2, AreaOfMarker = 100, Around = 3; // units

    /// <summary>The entries of a legend, as many as there is room for, and the number of the others.</summary>
    public static List<LegendItem> Items(IReadOnlyList<Series> series, PlotStyle style, PixelSize room)
    {
        int fits = Math.Max(1, (int)((room.Height - 24) / 18)), shown = series.Count <= fits ? series.Count : fits - 1;
        List<LegendItem> items = [.. series.Take(shown).Select(one => style.Sample(one, PlotText.Fit(one.Name, (room.Width * Widest) - 50, PlotStyle.LabelSize)))];
        if (shown < series.Count) items.Add(new() { LabelText = $"{series.Count - shown} more", LabelFontSize = PlotStyle.LabelSize, MarkerStyle = MarkerStyle.None });
        return items;
    }

    /// <summary>Prepares a legend for a place outside of a plot: side by side, without a box.</summary>
    public static void TakeOut(Legend legend) =>
        (legend.Orientation, legend.OutlineColor, legend.BackgroundColor, legend.Margin) = (Orientation.Horizontal, Colors.Transparent, Colors.Transparent, new(0, 0));

    /// <summary>Returns false if the legend is moved above the panel, so that the figure must be arranged again.</summary>
    public static bool Place(PanelPlot panel, float height)
    {
        Legend legend = panel.Plot.Legend;
        legend.IsVisible = true;
        using Paint paint = Paint.NewDisposablePaint();
        PixelRect inner = panel.Frame.Contract(legend.Margin);
        double least = double.PositiveInfinity;
        (Orientation, Alignment) best = default;
        foreach (Orientation orientation in (Orientation[])[Orientation.Vertical, Orientation.Horizontal])
        {
            legend.Orientation = orientation;
            PixelRect box = legend.GetLayout(inner.Size, paint).LegendRect;
            foreach (Alignment corner in (Alignment[])[Alignment.UpperRight, Alignment.LowerRight, Alignment.UpperLeft, Alignment.LowerLeft])
            {
                double covered = Covered(panel, box.AlignedInside(inner, corner).Expand(Around));
                if (covered < least) (least, best) = (covered, (orientation, corner));
            }
        }

        (legend.Orientation, legend.Alignment) = best;
        if (least == 0) return true;
        legend.Orientation = Orientation.Horizontal;
        PixelRect above = legend.GetLayout(panel.Frame.Size, paint).LegendRect;
        if (above.Height <= MostAbove * height)
        {
            panel.Heading.Add(legend, above.Height);
            return false;
        }

        legend.Orientation = best.Item1;
        return true;
    }

    /// <summary>How much data a box covers, in numbers of markers.</summary>
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
