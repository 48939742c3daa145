using ScottPlot;
using SkiaSharp;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>
/// Points beyond the ends of an axis (beyond given limits, at infinity, or at zero on a logarithmic axis). Each has an
/// arrowhead at the panel's edge, in its series' colour.
/// </summary>
internal sealed class BeyondPoints : Plottable
{
    private const float HalfWidth = 3.2f, Length = 5.12f, OffFrame = 1; // units
    private const float Apart = 3; // units; arrowheads of a series that are closer are drawn as one
    private readonly PlotAxis _x, _y;
    private readonly Theme _theme;

    public BeyondPoints(Panel panel, PlotAxis x, PlotAxis y, Theme theme)
    {
        (_x, _y, _theme) = (x, y, theme);
        All = [.. panel.Series.SelectMany(series => Of(series, panel).Select(point => (series, point.X, point.Y)))];
    }

    /// <summary>In the panel's own values.</summary>
    public IReadOnlyList<(Series Series, double X, double Y)> All { get; }

    /// <summary>Arrowheads of several series at one place are drawn side by side.</summary>
    public override void Render(RenderPack rp)
    {
        PixelRect data = rp.DataRect;
        Dictionary<(float, float), int> neighbours = [];
        foreach (var points in All.GroupBy(point => point.Series, ReferenceEqualityComparer.Instance))
        {
            Color colour = _theme.Of((Series)points.Key!);
            HashSet<(float, float)> taken = [];
            foreach ((_, double valueX, double valueY) in points)
            {
                (double atX, double atY) = (_x.OrBeyond(valueX), _y.OrBeyond(valueY));
                float turn = atY > _y.Range.Max ? 0 : atY < _y.Range.Min ? 180 : atX < _x.Range.Min ? 270 : 90;
                bool isUpright = turn is 0 or 180;
                float x = Within(Axes.GetPixelX(atX), data.Left, data.Right, isUpright), y = Within(Axes.GetPixelY(atY), data.Top, data.Bottom, !isUpright);
                var place = (MathF.Round((x - data.Left) / Apart), MathF.Round((y - data.Top) / Apart));
                if (!taken.Add(place)) continue;
                int before = neighbours.GetValueOrDefault(place);
                neighbours[place] = before + 1;
                float aside = 2 * HalfWidth * before * ((isUpright ? x > data.HorizontalCenter : y > data.VerticalCenter) ? -1 : 1);
                Render(rp, isUpright ? new(x + aside, y) : new(x, y + aside), turn, colour);
            }
        }
    }

    /// <summary>A triangle whose tip is at the frame, turned clockwise by some degrees.</summary>
    private static void Render(RenderPack rp, Pixel tip, float turn, Color colour)
    {
        using SKPath path = new();
        path.AddPoly([new(0, OffFrame), new(HalfWidth, OffFrame + Length), new(-HalfWidth, OffFrame + Length)]);
        path.Transform(SKMatrix.CreateRotationDegrees(turn).PostConcat(SKMatrix.CreateTranslation(tip.X, tip.Y)));
        Drawing.FillPath(rp.Canvas, rp.Paint, path, new FillStyle { Color = colour });
    }

    /// <summary>A place on the frame; along the frame an arrowhead needs half its width.</summary>
    private static float Within(float at, float least, float most, bool isAlong) =>
        isAlong ? Math.Clamp(at, least + HalfWidth, Math.Max(least + HalfWidth, most - HalfWidth)) : Math.Clamp(at, least, Math.Max(least, most));

    private IEnumerable<(double X, double Y)> Of(Series series, Panel panel)
    {
        // A band around a line counts with the line: a point beyond is one, not two.
        if (series is BandSeries && panel.Series.OfType<LineSeries>().Any(line => line.Style == series.Style)) return [];
        return Points(series).Where(point => panel.X.CanShow(point.X) && panel.Y.CanShow(point.Y)
            ? !(Holds(_x, point.X) && Holds(_y, point.Y))
            : series is LineSeries && !double.IsNaN(point.X) && !double.IsNaN(point.Y));
    }

    private IEnumerable<(double X, double Y)> Points(Series series) => series switch
    {
        LineSeries line => line.X.Zip(line.Y),
        BandSeries band => band.X.Zip(band.Low, band.High).Where(b => !Overlaps(b.Second, b.Third))
            .Select(b => (b.First, _y.OrBeyond(b.Second) > _y.Range.Max ? b.Second : b.Third)),
        BarSeries bars => bars.Left.Zip(bars.Right, bars.Heights).Select(b => (Inside(b.First, b.Second), b.Third)),
        RuleSeries rule => [rule.IsLevel ? (_x.Value(_x.Range.Center), rule.At) : (rule.At, _y.Value(_y.Range.Center))],
        _ => [],
    };

    /// <summary>Whether a part of a band is in the plot: it visibly ends at the frame then, and needs no arrowhead.</summary>
    private bool Overlaps(double low, double high) => _y.OrBeyond(low) <= _y.Range.Max && _y.OrBeyond(high) >= _y.Range.Min;

    /// <summary>The middle of a bar, or an end of it where only that is on the axis.</summary>
    private double Inside(double left, double right)
    {
        double middle = left + ((right - left) / 2);
        return Holds(_x, middle) ? middle : Holds(_x, left) ? left : Holds(_x, right) ? right : middle;
    }

    private static bool Holds(PlotAxis axis, double value) => axis.Axis.CanShow(value) && axis.Holds(axis.At(value));
}
