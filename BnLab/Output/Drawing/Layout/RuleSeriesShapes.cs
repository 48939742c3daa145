using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>What a <see cref="RuleSeries"/> looks like: a thin dashed line from edge to edge.</summary>
internal static class RuleSeriesShapes
{
    private static readonly double[] Dash = [3.6, 3.4];

    public static IEnumerable<Shape> Of(RuleSeries series, PlotArea area)
    {
        Box plot = area.Box;
        if (!(series.IsLevel ? area.Y : area.X).CanShow(series.At)) yield break;
        double at = (series.IsLevel ? area.Y : area.X).At(series.At);
        Point2[] ends = series.IsLevel ? [new(plot.Left, at), new(plot.Right, at)] : [new(at, plot.Bottom), new(at, plot.Top)];
        if (Array.TrueForAll(ends, area.Holds)) yield return Line(series, ends, area.Sizes, area.Theme);
    }

    /// <summary>A piece of the rule, level or upright as it is itself.</summary>
    public static IEnumerable<Shape> Sample(RuleSeries series, Box box, TypeSizes sizes, Theme theme)
    {
        (double x, double y, double half) = (Point2.Round(box.Center.X), Point2.Round(box.Center.Y), 0.36 * box.Height);
        Point2[] ends = series.IsLevel
            ? [new(box.Left, y), new(box.Right, y)]
            : [new Point2(x, y + half).Rounded(), new Point2(x, y - half).Rounded()];
        yield return Line(series, ends, sizes, theme);
    }

    private static StrokeShape Line(RuleSeries series, Point2[] ends, TypeSizes sizes, Theme theme) =>
        new(ends, Point2.Round(1.1 * sizes.Factor), SeriesStyle.Of(series.Style, theme).Colour) { Dash = Dash };
}
