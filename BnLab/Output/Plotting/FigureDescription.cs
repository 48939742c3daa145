namespace BnLab.Output.Plotting;

/// <summary>A figure in words, for readers who cannot see it.</summary>
internal static class FigureDescription
{
    public static string Of(Figure figure, IEnumerable<PanelPlot> panels)
    {
        string[] sentences = [figure.Title, .. panels.SelectMany(panel => new[] { Of(panel.Panel), panel.Note.Full })];
        return PlotText.Clean(string.Join(' ', sentences.Where(words => words.Length > 0).Select(words => words + ".")));
    }

    private static string Of(Panel panel)
    {
        string names = string.Join(", ", panel.Series.Select(series => series.Name).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal));
        string axes = panel.X.Label.Length + panel.Y.Label.Length == 0 ? "" : $"{panel.Y.Label} against {panel.X.Label}";
        string images = string.Join(", ", panel.Series.OfType<ImageGridSeries>().SelectMany(grid => grid.Images).Select(image => image.Caption).Where(caption => caption.Length > 0));
        return string.Join(": ", new[] { panel.Title, axes, names, images }.Where(part => part.Length > 0));
    }
}
