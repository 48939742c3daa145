using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>The one place that knows what every kind of series looks like between axes.</summary>
internal static class SeriesShapes
{
    /// <summary>All series of a panel: bands under everything else, then in their order.</summary>
    public static IEnumerable<Shape> Of(Panel panel, PlotArea area) =>
        panel.Series.OrderBy(series => series is not BandSeries).SelectMany(series => Of(series, area));

    /// <summary>Whether the frame is drawn over the data: a bar or a cell that ends at it must not cover it.</summary>
    public static bool FrameOnTop(Panel panel) => panel.Series.Any(series => series is BarSeries or BandSeries or HeatMapSeries);

    /// <summary>A small sample of it for the legend, in a box.</summary>
    public static IEnumerable<Shape> Sample(Series series, Box box, TypeSizes sizes, Theme theme) => series switch
    {
        LineSeries line => LineSeriesShapes.Sample(line, box, sizes, theme),
        BandSeries band => BandSeriesShapes.Sample(band, box, theme),
        BarSeries bars => BarSeriesShapes.Sample(bars, box, sizes, theme),
        RuleSeries rule => RuleSeriesShapes.Sample(rule, box, sizes, theme),
        _ => [],
    };

    private static IEnumerable<Shape> Of(Series series, PlotArea area) => series switch
    {
        LineSeries line => LineSeriesShapes.Of(line, area),
        BandSeries band => BandSeriesShapes.Of(band, area),
        BarSeries bars => BarSeriesShapes.Of(bars, area),
        RuleSeries rule => RuleSeriesShapes.Of(rule, area),
        HeatMapSeries map => HeatMapShapes.Of(map, area),
        _ => [],
    };
}
