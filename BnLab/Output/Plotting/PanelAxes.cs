namespace BnLab.Output.Plotting;

/// <summary>The axes of a panel, and whether their labels are at this panel: of shared axes only the outermost panel has them.</summary>
internal sealed record PanelAxes(PlotAxis X, PlotAxis Y, bool HasXLabels, bool HasYLabels)
{
    /// <summary>The axes of each panel, row by row. Panels that share an axis have equal ones.</summary>
    public static PanelAxes[][] Of(IReadOnlyList<IReadOnlyList<Panel>> rows, bool sharesX, bool sharesY)
    {
        Values[][] values = [.. rows.Select(row => row.Select(Values.Of).ToArray())];
        return [.. rows.Select((row, r) => row.Select((panel, c) =>
        {
            int[] column =
            [
                .. Enumerable.Range(0, rows.Count)
                    .Where(other => (sharesX ? rows[other].Count == row.Count : other == r) && AreAlike(rows[other][c].X, panel.X)),
            ];
            int[] level = [.. Enumerable.Range(0, row.Count).Where(other => (sharesY || other == c) && AreAlike(row[other].Y, panel.Y))];
            PlotAxis x = Shared([.. column.Reverse().Select(other => (rows[other][c].X, values[other][c].X))], double.NaN);
            PlotAxis y = Shared([.. level.Select(other => (row[other].Y, values[r][other].Y))], values[r][level[0]].Ground);
            return new PanelAxes(x, y, r == column[^1], c == level[0]);
        }).ToArray())];
    }

    /// <summary>One axis for the values of several panels, each within its own limits, with the first panel's label.</summary>
    private static PlotAxis Shared((Axis Axis, List<double> Values)[] parts, double ground)
    {
        if (parts.Length == 1) return new(parts[0].Axis, parts[0].Values, ground);
        double? min = parts.Min(part => part.Axis.Min), max = parts.Max(part => part.Axis.Max);
        Axis axis = parts[0].Axis with
        {
            Min = parts.All(part => part.Axis.Min is not null) ? min : null,
            Max = parts.All(part => part.Axis.Max is not null) ? max : null,
        };
        List<double> shown = [.. parts.SelectMany(part => part.Values.Where(value => !(value < part.Axis.Min) && !(value > part.Axis.Max)))];
        return new(axis, shown, ground);
    }

    private static bool AreAlike(Axis a, Axis b) => a.Scale == b.Scale && a.Categories.SequenceEqual(b.Categories, StringComparer.Ordinal);

    /// <summary>The values of a panel on its axes, and where its bars begin; NaN without bars.</summary>
    private sealed record Values(List<double> X, List<double> Y, double Ground)
    {
        public static Values Of(Panel panel)
        {
            List<double> xs = [], ys = [];
            double ground = double.NaN;
            foreach (Series series in panel.Series)
            {
                int before = xs.Count;
                var shown = series.Points().Where(point => Array.TrueForAll(point.X, panel.X.CanShow) && Array.TrueForAll(point.Y, panel.Y.CanShow));
                foreach ((double[] x, double[] y) in shown)
                {
                    xs.AddRange(x);
                    ys.AddRange(y);
                }

                if (series is not BarSeries bars || xs.Count == before) continue;
                if (double.IsNaN(ground)) ground = bars.Base;
                if (panel.Y.CanShow(bars.Base)) ys.Add(bars.Base);
            }

            return new(xs, ys, ground);
        }
    }
}
