using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>
/// Lays a figure out. All plots are equally high, those of a row equally wide, and panels that stand above each other share
/// their left and right edges, so that the eye can run along a column.
/// </summary>
internal static class FigureLayout
{
    private const double SmallestPlot = 6; // units; what is left of a plot on a sheet that is too small
    private const int Passes = 3; // labels depend on the plot's size, which depends on the labels

    /// <summary>The figure's shapes on a sheet of a given size, in units.</summary>
    public static Picture Arrange(Figure figure, double width, double height, Theme theme)
    {
        TypeSizes sizes = TypeSizes.For(width, height);
        List<Shape> shapes = [];
        Box sheet = new Box(0, 0, width, height).Grown(-sizes.Margin);
        TextLine title = TextLine.Fit(figure.Title, sizes.FigureTitle, Math.Max(0, sheet.Width), TextLine.Bold);
        Box body = title.Glyphs.Count == 0 ? sheet : sheet with { Top = sheet.Top + title.Ascent + (2.5 * sizes.Gap) };

        PanelLayout[][] rows =
            [.. figure.Rows.Where(row => row.Count > 0).Select(row => row.Select(panel => PanelLayout.Of(panel, sizes, theme)).ToArray())];
        Place[] places = Places(rows, body, sizes);
        bool changed = false;
        foreach (Place place in places) changed |= place.Panel.MakeHeadroom(place.Plot);
        if (changed) places = Places(rows, body, sizes);

        if (title.Glyphs.Count > 0)
            shapes.Add(new TextShape(title, new Point2(sheet.Left, sheet.Top + title.Ascent).Rounded(), theme.Ink));
        foreach (Place place in places) shapes.AddRange(place.Panel.Shapes(place.Plot, place.Room));
        string description = FigureDescription.Of(figure, rows.SelectMany(row => row).Select(panel => panel.Note));
        return new(width, height, theme.Paper, description, shapes);
    }

    private static Place[] Places(PanelLayout[][] rows, Box body, TypeSizes sizes)
    {
        if (rows.Length == 0) return [];
        foreach (PanelLayout[] row in rows)
        {
            foreach (PanelLayout panel in row) panel.Fit(Math.Max(SmallestPlot, 0.8 * body.Width / row.Length), Math.Max(SmallestPlot, 0.7 * body.Height / rows.Length));
        }

        Place[] places = [];
        for (int pass = 0; pass < Passes; pass++)
        {
            places = Around(rows, body, sizes);
            if (pass + 1 < Passes)
                foreach (Place place in places) place.Panel.Fit(place.Plot.Width, place.Plot.Height);
        }

        return places;
    }

    /// <summary>Where the panels come to stand, given what they need around them.</summary>
    private static Place[] Around(PanelLayout[][] rows, Box body, TypeSizes sizes)
    {
        double[] above = [.. rows.Select(row => row.Max(panel => panel.SpaceAbove))];
        double[] below = [.. rows.Select(row => row.Max(panel => panel.SpaceBelow))];
        double free = body.Height - above.Sum() - below.Sum() - ((rows.Length - 1) * sizes.PanelGap);
        double plotHeight = Math.Max(SmallestPlot, free / rows.Length);

        List<Place> places = [];
        double top = body.Top;
        for (int r = 0; r < rows.Length; r++)
        {
            int columns = rows[r].Length;
            PanelLayout[][] alike = [.. rows.Where(row => row.Length == columns)];
            double[] before = [.. Enumerable.Range(0, columns).Select(c => alike.Max(row => row[c].SpaceLeft))];
            double[] after = [.. Enumerable.Range(0, columns).Select(c => Math.Max(0, alike.Max(row => row[c].SpaceRight)))];
            double width = (body.Width - before.Sum() - after.Sum() - ((columns - 1) * sizes.PanelGap)) / columns;
            double bottom = top + above[r] + plotHeight + below[r], left = body.Left;
            for (int c = 0; c < columns; c++)
            {
                double plotLeft = left + before[c], plotRight = Math.Max(plotLeft + width, plotLeft + SmallestPlot);
                Box room = new(left, top, plotRight + after[c], bottom);
                Box plot = new(
                    Point2.Round(plotLeft), Point2.Round(top + above[r]),
                    Point2.Round(plotRight), Point2.Round(top + above[r] + plotHeight));
                places.Add(new(rows[r][c], plot, room));
                left = room.Right + sizes.PanelGap;
            }

            top = bottom + sizes.PanelGap;
        }

        return [.. places];
    }

    private sealed record Place(PanelLayout Panel, Box Plot, Box Room);
}
