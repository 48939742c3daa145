using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// What a <see cref="BarSeries"/> looks like. Bars that touch, as those of a histogram, are one area with one outline: no
/// seams, and what lies behind can be seen through it.
/// </summary>
internal static class BarSeriesShapes
{
    private const byte Opacity = 115;
    private const double LeastWidth = 0.6; // units
    private const int Many = 4000; // bars; beyond, the tallest of a narrow column
    private const double Column = 0.5; // units

    public static IEnumerable<Shape> Of(BarSeries series, PlotArea area)
    {
        Colour colour = SeriesStyle.Of(series.Style, area.Theme).Colour;
        (List<Bar> bars, double ground) = Bars(series, area);
        for (int start = 0, end; start < bars.Count; start = end)
        {
            for (end = start + 1; end < bars.Count && bars[end].Left == bars[end - 1].Right;) end++;
            List<Point2> outline = [new(bars[start].Left, ground)];
            for (int i = start; i < end; i++)
            {
                outline.Add(new(bars[i].Left, bars[i].End));
                outline.Add(new(bars[i].Right, bars[i].End));
            }

            outline.Add(new(bars[end - 1].Right, ground));
            string tip = end == start + 1 ? bars[start].Tip : "";
            yield return new FillShape(outline, colour.WithAlpha(Opacity)) { Tip = tip };
            yield return new StrokeShape([.. outline.Where((p, i) => i == 0 || p != outline[i - 1])], Pen(area.Sizes), colour);
        }
    }

    /// <summary>A small bar, lying.</summary>
    public static IEnumerable<Shape> Sample(BarSeries series, Box box, TypeSizes sizes, Theme theme)
    {
        Colour colour = SeriesStyle.Of(series.Style, theme).Colour;
        double part = box.Height / 4.2;
        FillShape bar = FillShape.Of(
            new(box.Left, Point2.Round(box.Top + part), box.Right, Point2.Round(box.Bottom - part)), colour.WithAlpha(Opacity));
        yield return bar;
        yield return new StrokeShape([.. bar.Points, bar.Points[0]], Pen(sizes), colour);
    }

    private static double Pen(TypeSizes sizes) => Point2.Round(1.1 * sizes.Factor);

    private static (List<Bar> Bars, double Ground) Bars(BarSeries series, PlotArea area)
    {
        Box plot = area.Box;
        double ground = area.Y.IsLog || !area.Y.CanShow(series.Base) ? plot.Bottom : Math.Clamp(area.Y.At(series.Base), plot.Top, plot.Bottom);
        int count = Math.Min(series.Heights.Count, Math.Min(series.Left.Count, series.Right.Count));
        List<Bar> bars = [];
        for (int i = 0; i < count; i++)
        {
            if (!area.X.CanShow(series.Left[i]) || !area.X.CanShow(series.Right[i]) || !area.Y.CanShow(series.Heights[i])) continue;
            (double left, double right) = (area.X.At(series.Left[i]), area.X.At(series.Right[i]));
            if (left > right) (left, right) = (right, left);
            if (right <= plot.Left || left >= plot.Right) continue;
            if (right - left < LeastWidth && count <= Many) right = Point2.Round(left + LeastWidth);
            (left, right) = (Math.Max(left, plot.Left), Math.Min(right, plot.Right));
            double end = Math.Clamp(area.Y.At(series.Heights[i]), plot.Top, plot.Bottom);
            if (count > Many && bars.Count > 0 && Math.Floor(bars[^1].Left / Column) == Math.Floor(left / Column))
            {
                Bar last = bars[^1];
                double tallest = Math.Abs(last.End - ground) > Math.Abs(end - ground) ? last.End : end;
                bars[^1] = new(last.Left, Math.Max(last.Right, right), tallest, "");
                continue;
            }

            string tip = count > Many ? "" : area.Tip(series.Name, (series.Left[i] + series.Right[i]) / 2, series.Heights[i]);
            bars.Add(new(left, right, end, tip));
        }

        return (bars, ground);
    }

    private readonly record struct Bar(double Left, double Right, double End, string Tip);
}
