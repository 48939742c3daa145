using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>What a <see cref="BandSeries"/> looks like: a clear area, interrupted where an end is missing.</summary>
internal static class BandSeriesShapes
{
    private const byte Opacity = 48;
    private const double LeastWidth = 4; // units; of a place without neighbours
    private const int Many = 4000; // places; beyond, only what a narrow column shows
    private const double Column = 0.5; // units

    public static IEnumerable<Shape> Of(BandSeries series, PlotArea area)
    {
        Colour colour = SeriesStyle.Of(series.Style, area.Theme).Colour.WithAlpha(Opacity);
        foreach (List<(double X, double Low, double High)> run in Runs(series, area))
        {
            List<(double X, double Low, double High)> places = run.Count > Many ? Thinned(run) : run;
            if (places.Count == 1)
            {
                (double x, double low, double high) = places[0];
                places = [(x - (LeastWidth / 2), low, high), (x + (LeastWidth / 2), low, high)];
            }

            Point2[] outline = [.. places.Select(p => new Point2(p.X, p.High)), .. Enumerable.Reverse(places).Select(p => new Point2(p.X, p.Low))];
            IReadOnlyList<Point2> seen = PolygonClipping.Clip(outline, area.Box);
            if (seen.Count > 2) yield return new FillShape(seen, colour);
        }
    }

    /// <summary>A small piece of band.</summary>
    public static IEnumerable<Shape> Sample(BandSeries series, Box box, Theme theme)
    {
        double part = box.Height / 4;
        Box piece = new(box.Left, Point2.Round(box.Top + part), box.Right, Point2.Round(box.Bottom - part));
        yield return FillShape.Of(piece, SeriesStyle.Of(series.Style, theme).Colour.WithAlpha((byte)(1.6 * Opacity)));
    }

    private static IEnumerable<List<(double X, double Low, double High)>> Runs(BandSeries series, PlotArea area)
    {
        List<(double X, double Low, double High)> run = [];
        for (int i = 0; i < Math.Min(series.X.Count, Math.Min(series.Low.Count, series.High.Count)); i++)
        {
            if (area.X.CanShow(series.X[i]) && area.Y.CanShow(series.Low[i]) && area.Y.CanShow(series.High[i]))
            {
                run.Add((area.X.At(series.X[i]), area.Y.At(series.Low[i]), area.Y.At(series.High[i])));
                continue;
            }

            if (run.Count > 0) yield return run;
            run = [];
        }

        if (run.Count > 0) yield return run;
    }

    /// <summary>Of the places in one narrow column the outermost ends.</summary>
    private static List<(double X, double Low, double High)> Thinned(List<(double X, double Low, double High)> run)
    {
        List<(double X, double Low, double High)> kept = [];
        foreach ((double x, double low, double high) in run)
        {
            if (kept.Count > 0 && Math.Floor(kept[^1].X / Column) == Math.Floor(x / Column))
                kept[^1] = (kept[^1].X, Math.Max(kept[^1].Low, low), Math.Min(kept[^1].High, high)); // y grows downwards
            else
                kept.Add((x, low, high));
        }

        return kept;
    }
}
