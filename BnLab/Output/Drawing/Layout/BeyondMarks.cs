using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// Points that lie beyond the ends of an axis (beyond given limits, at infinity, or at zero on a logarithmic axis): each has
/// a small arrowhead at the edge of the panel that it lies behind, in its series' colour, and all are counted in the panel's
/// note.
/// </summary>
internal static class BeyondMarks
{
    private const double Length = 5, Half = 3.2; // of an arrowhead, in units
    private const double Far = 1000; // units beyond the edge; how many does not matter
    private const double Apart = 3; // units; of arrowheads closer than this one is enough

    /// <summary>The points of a series that are outside of the axes' ranges, and on which side is known.</summary>
    public static IEnumerable<(double X, double Y)> Outside(Series series, Panel panel, AxisRange x, AxisRange y) =>
        IsBandOfLine(series, panel) ? [] : Points(series, x, y).Where(p => IsShown(panel, p)
            ? !(x.Holds(p.X) && y.Holds(p.Y))
            : series is LineSeries && !double.IsNaN(p.X) && !double.IsNaN(p.Y));

    /// <summary>Whether a line in the middle of a band tells for both: a point beyond is one, not two.</summary>
    private static bool IsBandOfLine(Series series, Panel panel) =>
        series is BandSeries && panel.Series.OfType<LineSeries>().Any(line => line.Style == series.Style);

    /// <summary>Whether a point has a place on both axes, be it outside of their ranges.</summary>
    public static bool IsShown(Panel panel, (double X, double Y) point) => panel.X.CanShow(point.X) && panel.Y.CanShow(point.Y);

    public static IEnumerable<Shape> Of(PlotArea area)
    {
        Box plot = area.Box;
        Dictionary<(double, double), int> neighbours = []; // of other series at the same place: they stand side by side
        foreach (Series series in area.Panel.Series)
        {
            Colour colour = SeriesStyle.Of(series.Style, area.Theme).Colour;
            HashSet<(double, double)> taken = [];
            foreach ((double x, double y) in Outside(series, area.Panel, area.X.Range, area.Y.Range))
            {
                Point2 at = new(Place(area.X, x, plot.Left - Far, plot.Right + Far), Place(area.Y, y, plot.Bottom + Far, plot.Top - Far));
                Point2 way = at.Y < plot.Top ? new(0, -1) : at.Y > plot.Bottom ? new(0, 1) : at.X < plot.Left ? new(-1, 0) : new(1, 0);
                Point2 edge = new(
                    Math.Clamp(at.X, plot.Left + Half, Math.Max(plot.Left + Half, plot.Right - Half)),
                    Math.Clamp(at.Y, plot.Top + Half, Math.Max(plot.Top + Half, plot.Bottom - Half)));
                Point2 tip = way.Y < 0 ? edge with { Y = plot.Top } : way.Y > 0 ? edge with { Y = plot.Bottom }
                    : way.X < 0 ? edge with { X = plot.Left } : edge with { X = plot.Right };
                tip -= way; // off the frame
                var place = (Math.Round(tip.X / Apart), Math.Round(tip.Y / Apart));
                if (!taken.Add(place)) continue;
                Point2 side = new Point2(-way.Y, way.X) * (Half * area.Sizes.Factor);
                neighbours[place] = neighbours.GetValueOrDefault(place) + 1;
                tip += Inwards(side, tip, plot) * (2 * (neighbours[place] - 1));
                Point2 back = tip - (way * (Length * area.Sizes.Factor));
                yield return new FillShape([tip.Rounded(), (back + side).Rounded(), (back - side).Rounded()], colour)
                {
                    Tip = area.Tip(series.Name, x, y),
                };
            }
        }
    }

    /// <summary>Along the edge, towards the middle of the panel.</summary>
    private static Point2 Inwards(Point2 side, Point2 tip, Box plot)
    {
        Point2 middle = new((plot.Left + plot.Right) / 2, (plot.Top + plot.Bottom) / 2);
        return ((middle.X - tip.X) * side.X) + ((middle.Y - tip.Y) * side.Y) < 0 ? side * -1 : side;
    }

    /// <summary>Where a value lies, or on which side of the plot it would.</summary>
    private static double Place(AxisMap map, double value, double below, double above) =>
        map.CanShow(value) ? map.At(value) : double.IsPositiveInfinity(value) ? above : below;

    private static IEnumerable<(double X, double Y)> Points(Series series, AxisRange x, AxisRange y)
    {
        switch (series)
        {
            case LineSeries line:
                return line.X.Zip(line.Y);
            case BandSeries band:
                // A band is cut at the edge for all to see; only where all of it is beyond nothing would tell.
                return band.X.Zip(band.Low, band.High)
                    .Select(p => (p.First, Value: p.Second > y.Max ? p.Second : p.Third < y.Min ? p.Third : y.Min));
            case BarSeries bars:
                return bars.Left.Zip(bars.Right, bars.Heights).Select(p => (
                    x.Holds(p.First) ? Math.Max(p.First, Math.Min(x.Max, (p.First + p.Second) / 2)) : x.Holds(p.Second) ? p.Second : (p.First + p.Second) / 2,
                    p.Third));
            case RuleSeries rule:
                return [rule.IsLevel ? (x.Min, rule.At) : (rule.At, y.Min)];
            default:
                return [];
        }
    }
}
