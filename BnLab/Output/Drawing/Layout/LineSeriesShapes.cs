using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>What a <see cref="LineSeries"/> looks like: its line, cut where a point is missing, under its markers.</summary>
internal static class LineSeriesShapes
{
    private const byte ManyAlpha = 190; // of dots that may lie on each other
    private const byte BehindAlpha = 105; // of dots behind their running mean
    private const int Few = 60; // points; beyond, markers have no edge of their own
    private const int MostTold = 1000; // points of a line without markers; beyond, no reader can aim at one
    private const int Crowd = 2000; // points; beyond, single markers cannot be told apart

    public static IEnumerable<Shape> Of(LineSeries series, PlotArea area)
    {
        SeriesStyle style = SeriesStyle.Of(series.Style, area.Theme);
        List<List<Spot>> runs = Runs(series, area);
        if (series.HasLine)
        {
            foreach (List<Spot> run in runs)
            {
                foreach (IReadOnlyList<Point2> part in PolylineClipping.Clip([.. run.Select(spot => spot.At)], area.Box))
                    yield return new StrokeShape(part, LineWidth(area.Sizes), style.Colour) { Dash = style.Dash };
            }
        }

        if (series.HasLine && !series.HasMarkers && Told(runs, series, area) is { Points.Count: > 0 and <= MostTold } told) yield return told;

        // A point without neighbours has no line, and would be lost without a marker.
        bool all = series.HasMarkers || !series.HasLine;
        if (!all && !runs.Exists(run => run.Count == 1)) yield break;
        Spot[] seen = [.. runs.Where(run => all || run.Count == 1).SelectMany(run => run).Where(spot => area.Holds(spot.At))];
        foreach (Shape marker in Markers(seen, series, style, area)) yield return marker;
        if (series.RunningMean == 0) yield break;
        foreach (List<Spot> run in runs.Where(run => run.Count > 2 * (Layout.RunningMean.Window(series) / 2)))
        {
            Point2[] means = Layout.RunningMean.Of(run.ConvertAll(spot => spot.Index), series, area);
            foreach (IReadOnlyList<Point2> part in PolylineClipping.Clip(means, area.Box))
                yield return new StrokeShape(part, LineWidth(area.Sizes), style.Colour) { Dash = style.Dash };
        }
    }

    /// <summary>The line, the marker or both, as they are in the panel.</summary>
    public static IEnumerable<Shape> Sample(LineSeries series, Box box, TypeSizes sizes, Theme theme)
    {
        SeriesStyle style = SeriesStyle.Of(series.Style, theme);
        double middle = Point2.Round(box.Center.Y);
        if (series.HasLine || series.RunningMean > 0)
        {
            Point2[] ends = [new(box.Left, middle), new(box.Right, middle)];
            yield return new StrokeShape(ends, LineWidth(sizes), style.Colour) { Dash = style.Dash };
        }

        if (!series.HasMarkers && series.HasLine) yield break;
        double radius = MarkerRadius(0, series.HasLine, sizes);
        yield return new MarkerShape(style.Marker, box.Center.Rounded(), radius, style.Colour, theme.Paper);
    }

    /// <summary>The points of a line without markers that are in the plot.</summary>
    private static ValuesShape Told(List<List<Spot>> runs, LineSeries series, PlotArea area) => new(
        PlotArea.Plain(series.Name),
        [.. runs.Where(run => run.Count > 1).SelectMany(run => run).Where(spot => area.Holds(spot.At)).Select(spot => (spot.At, area.Values(series.X[spot.Index], series.Y[spot.Index])))]);

    /// <summary>The pen for lines of data.</summary>
    private static double LineWidth(TypeSizes sizes) => Point2.Round(1.6 * sizes.Factor);

    /// <summary>The radius of markers: smaller where there are many.</summary>
    private static double MarkerRadius(int count, bool hasLine, TypeSizes sizes)
    {
        double radius = (hasLine, count) switch
        {
            (true, <= 40) => 3.1,
            (true, <= 100) => 2.4,
            (false, <= Few) => 2.8,
            (_, <= 400) => 2,
            (_, <= Crowd) => 1.5,
            _ => 1.1,
        };
        return Point2.Round(radius * sizes.Factor);
    }

    private static IEnumerable<Shape> Markers(Spot[] spots, LineSeries series, SeriesStyle style, PlotArea area)
    {
        double radius = MarkerRadius(spots.Length, series.HasLine, area.Sizes);
        if (spots.Length > Crowd) return DotCrowd.Of([.. spots.Select(spot => spot.At)], radius, style.Colour);
        (Colour colour, Colour? halo) = spots.Length <= Few ? (style.Colour, area.Theme.Paper) : (style.Colour.WithAlpha(series.RunningMean > 0 ? BehindAlpha : ManyAlpha), (Colour?)null);
        return spots.Select(spot => new MarkerShape(style.Marker, spot.At, radius, colour, halo)
        {
            Tip = area.Tip(series.Name, series.X[spot.Index], series.Y[spot.Index]),
        });
    }

    private static List<List<Spot>> Runs(LineSeries series, PlotArea area)
    {
        List<List<Spot>> runs = [];
        List<Spot> run = [];
        for (int i = 0; i < Math.Min(series.X.Count, series.Y.Count); i++)
        {
            if (area.X.CanShow(series.X[i]) && area.Y.CanShow(series.Y[i]))
            {
                run.Add(new(i, new(area.X.At(series.X[i]), area.Y.At(series.Y[i]))));
                continue;
            }

            if (run.Count > 0) runs.Add(run);
            run = [];
        }

        if (run.Count > 0) runs.Add(run);
        return runs;
    }

    /// <summary>A point of the series: its index, and where it lies.</summary>
    private readonly record struct Spot(int Index, Point2 At);
}
