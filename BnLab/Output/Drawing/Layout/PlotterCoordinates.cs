using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// A panel's places for a plotting library whose axes are linear and whose y grows upwards: logarithms on logarithmic axes,
/// and the rows of a heat map, the first on top, at 0, −1, −2, …
/// </summary>
internal sealed class PlotterCoordinates(AxesPanelLayout panel, Box box)
{
    private readonly bool _isMap = panel.Panel.Series.Any(series => series is HeatMapSeries);

    public double Left => X(panel.XRange.Min);

    public double Right => X(panel.XRange.Max);

    public double Bottom => _isMap ? Y(panel.YRange.Max) : Y(panel.YRange.Min);

    public double Top => _isMap ? Y(panel.YRange.Min) : Y(panel.YRange.Max);

    public double X(double value) => panel.XAxis.Scale == AxisScale.Log ? Math.Log10(value) : value;

    public double Y(double value) => _isMap ? -value : panel.YAxis.Scale == AxisScale.Log ? Math.Log10(value) : value;

    /// <summary>From a place in the picture back to coordinates.</summary>
    public (double X, double Y) Of(Point2 at) => (
        Left + ((at.X - box.Left) / box.Width * (Right - Left)),
        Bottom + ((box.Bottom - at.Y) / box.Height * (Top - Bottom)));

    /// <summary>A heat map's values, with NaN for what is missing or not finite.</summary>
    public static double[,] Cells(HeatMapSeries map)
    {
        var cells = new double[map.Values.Count, map.Values.Select(row => row.Count).DefaultIfEmpty(0).Max()];
        for (int r = 0; r < cells.GetLength(0); r++)
        {
            for (int c = 0; c < cells.GetLength(1); c++)
                cells[r, c] = c < map.Values[r].Count && double.IsFinite(map.Values[r][c]) ? map.Values[r][c] : double.NaN;
        }

        return cells;
    }

    /// <summary>The stretches of neighbouring points of which all can be shown.</summary>
    /// <param name="x">Horizontal values.</param>
    /// <param name="ys">One or several vertical values for each.</param>
    public IEnumerable<List<int>> Runs(IReadOnlyList<double> x, params IReadOnlyList<double>[] ys)
    {
        List<int> run = [];
        int count = Math.Min(x.Count, ys.Min(y => y.Count));
        for (int i = 0; i <= count; i++)
        {
            if (i < count && panel.XAxis.CanShow(x[i]) && Array.TrueForAll(ys, y => panel.YAxis.CanShow(y[i])))
            {
                run.Add(i);
                continue;
            }

            if (run.Count > 0) yield return run;
            run = [];
        }
    }
}
