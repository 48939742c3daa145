using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// Gives the panels of a column one horizontal axis and those of a row one vertical axis, where the figure says so. Only axes
/// of one kind can be one: linear or logarithmic, and with the same categories.
/// </summary>
internal static class SharedAxes
{
    /// <summary>Makes limits equal, and takes the labels from all panels but the outermost.</summary>
    public static void Apply(Figure figure, PanelLayout[][] rows)
    {
        if (figure.SharesX)
        {
            foreach (IGrouping<int, PanelLayout[]> alike in rows.GroupBy(row => row.Length))
            {
                for (int c = 0; c < alike.Key; c++) ShareX([.. alike.Select(row => row[c]).OfType<AxesPanelLayout>()]);
            }
        }

        if (!figure.SharesY) return;
        foreach (PanelLayout[] row in rows) ShareY([.. row.OfType<AxesPanelLayout>()]);
    }

    private static void ShareX(AxesPanelLayout[] column)
    {
        if (column.Length < 2) return;
        AxesPanelLayout last = column[^1];
        AxesPanelLayout[] alike = [.. column.Where(panel => AreAlike(panel.XAxis, last.XAxis))];
        AxisRange range = Union(alike, panel => panel.XRange);
        foreach (AxesPanelLayout panel in alike) panel.ShareX(range, isLabelled: panel == last);
    }

    private static void ShareY(AxesPanelLayout[] row)
    {
        if (row.Length < 2) return;
        AxesPanelLayout[] alike = [.. row.Where(panel => AreAlike(panel.YAxis, row[0].YAxis))];
        AxisRange range = Union(alike, panel => panel.YRange);
        foreach (AxesPanelLayout panel in alike) panel.ShareY(range, isLabelled: panel == row[0]);
    }

    /// <summary>What all need; a panel without data needs nothing.</summary>
    private static AxisRange Union(AxesPanelLayout[] panels, Func<AxesPanelLayout, AxisRange> range)
    {
        AxesPanelLayout[] counted = Array.Exists(panels, panel => panel.HasData) ? [.. panels.Where(panel => panel.HasData)] : panels;
        return counted.Select(range).Aggregate((a, b) => a.With(b));
    }

    private static bool AreAlike(Axis a, Axis b) => a.Scale == b.Scale && a.Categories.SequenceEqual(b.Categories, StringComparer.Ordinal);
}
