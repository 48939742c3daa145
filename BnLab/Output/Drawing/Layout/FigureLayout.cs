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
    private const int Passes = 4; // labels depend on the plot's size, which depends on the labels

    /// <summary>The figure's shapes on a sheet of a given size, in units.</summary>
    public static Picture Arrange(Figure figure, double width, double height, Theme theme)
    {
        (TextShape? title, Place[] places) = PlaceAll(figure, width, height, theme);
        List<Shape> shapes = title is null ? [] : [title];
        foreach (Place place in places) shapes.AddRange(place.Panel.Shapes(place.Plot, place.Room));
        return new(width, height, theme.Paper, FigureDescription.Of(figure, places.Select(place => place.Panel.Note)), shapes);
    }

    /// <summary>The figure's title and where its panels stand, for whoever draws them.</summary>
    public static (TextShape? Title, Place[] Panels) PlaceAll(Figure figure, double width, double height, Theme theme)
    {
        TypeSizes sizes = TypeSizes.For(width, height);
        Box sheet = new Box(0, 0, width, height).Grown(-sizes.Margin);
        TextLine title = TextLine.Fit(figure.Title, sizes.FigureTitle, Math.Max(0, sheet.Width), TextLine.Bold);
        Box body = title.Glyphs.Count == 0 ? sheet : sheet with { Top = sheet.Top + title.Ascent + (2.5 * sizes.Gap) };

        PanelLayout[][] rows =
            [.. figure.Rows.Where(row => row.Count > 0).Select(row => row.Select(panel => PanelLayout.Of(panel, sizes, theme)).ToArray())];
        SharedAxes.Apply(figure, rows);
        Place[] places = Places(figure, rows, body, sizes);
        bool changed = false;
        foreach (Place place in places) changed |= place.Panel.MakeHeadroom(place.Plot);
        if (changed)
        {
            SharedAxes.Apply(figure, rows);
            places = Places(figure, rows, body, sizes);
        }


        TextShape? heading = title.Glyphs.Count == 0 ? null : new(title, new Point2(sheet.Left, sheet.Top + title.Ascent).Rounded(), theme.Ink);
        return (heading, places);
    }

    private static Place[] Places(Figure figure, PanelLayout[][] rows, Box body, TypeSizes sizes)
    {
        if (rows.Length == 0) return [];
        foreach (PanelLayout[] row in rows)
        {
            foreach (PanelLayout panel in row) panel.Fit(Math.Max(SmallestPlot, 0.8 * body.Width / row.Length), Math.Max(SmallestPlot, 0.7 * body.Height / rows.Length));
        }

        Place[] places = [];
        for (int pass = 0; pass < Passes; pass++)
        {
            places = Around(figure, rows, body, sizes);
            if (pass + 1 < Passes)
                foreach (Place place in places) place.Panel.Fit(place.Plot.Width, place.Plot.Height);
        }

        return places;
    }

    /// <summary>Where the panels come to stand, given what they need around them.</summary>
    private static Place[] Around(Figure figure, PanelLayout[][] rows, Box body, TypeSizes sizes)
    {
        double gapX = figure.SharesY ? sizes.SharedGap : sizes.PanelGap, gapY = figure.SharesX ? sizes.SharedGap : sizes.PanelGap;
        double[] above = [.. rows.Select(row => row.Max(panel => panel.SpaceAbove))];
        double[] below = [.. rows.Select(row => row.Max(panel => panel.SpaceBelow))];
        double free = body.Height - above.Sum() - below.Sum() - ((rows.Length - 1) * gapY);
        double plotHeight = Math.Max(SmallestPlot, free / rows.Length);

        List<Place> places = [];
        double top = body.Top;
        for (int r = 0; r < rows.Length; r++)
        {
            int columns = rows[r].Length;
            PanelLayout[][] alike = [.. rows.Where(row => row.Length == columns)];
            double[] before = [.. Enumerable.Range(0, columns).Select(c => alike.Max(row => row[c].SpaceLeft))];
            double[] after = [.. Enumerable.Range(0, columns).Select(c => Math.Max(0, alike.Max(row => row[c].SpaceRight)))];
            double width = (body.Width - before.Sum() - after.Sum() - ((columns - 1) * gapX)) / columns;
            double bottom = top + above[r] + plotHeight + below[r], left = body.Left;
            for (int c = 0; c < columns; c++)
            {
                double plotLeft = left + before[c], plotRight = Math.Max(plotLeft + width, plotLeft + SmallestPlot);
                Box room = new(left, top, plotRight + after[c], bottom);
                Box plot = new(
                    Point2.Round(plotLeft), Point2.Round(top + above[r]),
                    Point2.Round(plotRight), Point2.Round(top + above[r] + plotHeight));
                places.Add(new(rows[r][c], plot, room));
                left = room.Right + gapX;
            }

            top = bottom + gapY;
        }

        return [.. places];
    }
}
