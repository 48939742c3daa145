using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>What a <see cref="HeatMapSeries"/> looks like: coloured cells, thin gaps between large ones, strokes where a value is missing.</summary>
internal static class HeatMapShapes
{
    private const double SmallestWithGap = 11; // units; smaller cells stand close
    private const double SmallestWithStroke = 5;
    private const int MostTips = 1000;

    public static IEnumerable<Shape> Of(HeatMapSeries map, PlotArea area)
    {
        int rows = map.Values.Count, columns = map.Values.Select(row => row.Count).DefaultIfEmpty(0).Max();
        if (rows == 0 || columns == 0) yield break;
        ColourScale scale = ColourScale.Of(map);
        byte[] pixels = new byte[rows * columns * 4];
        List<(int Row, int Column)> missing = [];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                if (c >= map.Values[r].Count || !double.IsFinite(map.Values[r][c]))
                {
                    missing.Add((r, c));
                    continue;
                }

                Colour colour = scale.Of(map.Values[r][c]);
                int at = ((r * columns) + c) * 4;
                (pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]) = (colour.Red, colour.Green, colour.Blue, 255);
            }
        }

        Box plot = area.Box;
        yield return new ImageShape(plot, columns, rows, pixels);
        double width = plot.Width / columns, height = plot.Height / rows;
        if (Math.Min(width, height) >= SmallestWithStroke)
        {
            foreach ((int r, int c) in missing)
            {
                Box cell = new(plot.Left + (c * width), plot.Top + (r * height), plot.Left + ((c + 1) * width), plot.Top + ((r + 1) * height));
                double reach = 0.25 * Math.Min(width, height);
                Point2 corner = new(reach, -reach);
                yield return new StrokeShape([(cell.Center - corner).Rounded(), (cell.Center + corner).Rounded()], 1, area.Theme.Faint);
            }
        }

        if (Math.Min(width, height) < SmallestWithGap) yield break;
        for (int c = 1; c < columns; c++) yield return AxesShapes.Upright(plot.Left + (c * width), plot.Top, plot.Bottom, area.Theme.Paper);
        for (int r = 1; r < rows; r++) yield return AxesShapes.Level(plot.Left, plot.Right, plot.Top + (r * height), area.Theme.Paper);
        if (rows * columns > MostTips) yield break;
        foreach (Shape tip in Tips(map, area, width, height)) yield return tip;
    }

    /// <summary>Clear shapes over the cells, which only tell their values.</summary>
    private static IEnumerable<Shape> Tips(HeatMapSeries map, PlotArea area, double width, double height)
    {
        for (int r = 0; r < map.Values.Count; r++)
        {
            for (int c = 0; c < map.Values[r].Count; c++)
            {
                Point2 corner = new(area.Box.Left + (c * width), area.Box.Top + (r * height));
                Point2 far = corner + new Point2(width, height);
                yield return FillShape.Of(new(corner.Rounded().X, corner.Rounded().Y, far.Rounded().X, far.Rounded().Y), default) with
                {
                    Tip = area.CellTip(r, c, map.Values[r][c]),
                };
            }
        }
    }
}
