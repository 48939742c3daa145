using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>
/// A figure as plots of ScottPlot. All plots have one height, those of a row one width, and panels below each other have
/// common left and right edges, so that columns are easy to compare.
/// </summary>
internal sealed class FigurePlot
{
    private const float Edge = 14, Gap = 14, AboutTitle = 28, AboutHeading = 28;
    private const float LeastWidth = 250, LeastHeight = 130; // units of a panel: on a smaller sheet everything is scaled down
    private const int Passes = 4; // tick labels depend on the plots' sizes, which depend on the labels

    /// <summary>Held while a figure is arranged and drawn: ScottPlot shares fonts and caches between plots.</summary>
    public static readonly Lock Drawing = new();

    private readonly string _title;
    private readonly PanelPlot[][] _rows;
    private readonly PlotStyle _style;
    private readonly FigureHeader _header;

    public FigurePlot(Figure figure, FigureSize size, Theme theme, bool isVector)
    {
        PlotFont.Install();
        (_title, _style) = (figure.Title, new(theme, isVector));
        IReadOnlyList<Panel>[] rows = [.. figure.Rows.Where(row => row.Count > 0)];
        int columns = rows.Select(row => row.Count).DefaultIfEmpty(1).Max();
        (float width, float height) = ((float)(size.Width / size.Scale), (float)(size.Height / size.Scale));
        bool hasAxes = rows.Any(row => row.Any(panel => panel.HasAxes));
        float larger = Math.Max(1, !hasAxes ? 1 : Math.Max(LeastWidth * columns / width, LeastHeight * Math.Max(1, rows.Length) / height));
        Sheet = new(width * larger, height * larger);
        PixelSize room = new((Sheet.Width / columns) - Edge, (Sheet.Height / Math.Max(1, rows.Length)) - Edge);
        PanelAxes[][] axes = PanelAxes.Of(rows, figure.SharesX, figure.SharesY);
        _rows = [.. rows.Select((row, r) => row.Select((panel, c) => new PanelPlot(panel, axes[r][c], _style, room)).ToArray())];
        _header = new(figure.Title, [.. Panels.Select(panel => panel.Named)], _style, Sheet.Width - (2 * Edge));
        Arrange();
        if (!_header.HasLegend) PlaceLegends();
    }

    public PixelSize Sheet { get; }

    public IEnumerable<PanelPlot> Panels => _rows.SelectMany(row => row);

    /// <summary>The figure in words, for readers who cannot see it.</summary>
    public string Description => PlotText.Clean(string.Join(
        ' ', Panels.SelectMany(panel => new[] { InWords(panel.Panel), panel.Note.Full }).Prepend(_title)
            .Where(words => words.Length > 0).Select(words => words + ".")));

    /// <summary>The height of a sheet on which pictures are as large as its width allows.</summary>
    public static double HeightFor(ImageGridSeries grid, double width, bool hasTitle) =>
        new ImageGrid(grid, Theme.Light).HeightFor((float)width - (2 * Edge)) + (2 * Edge) + (hasTitle ? AboutTitle : 0) + AboutHeading;

    public void Draw(SKCanvas canvas)
    {
        canvas.DrawColor(_style.Theme.Paper.ToSKColor());
        float left = Panels.Select(panel => panel.Frame.Left).FirstOrDefault(Edge);
        _header.Draw(canvas, new(left, Sheet.Width - Edge, Edge + _header.Height, Edge));
        foreach (PanelPlot panel in Panels) panel.Draw(canvas, new(0, Sheet.Width, Sheet.Height, 0));
    }

    private static string InWords(Panel panel)
    {
        string axes = panel.X.Label.Length + panel.Y.Label.Length == 0 ? "" : $"{panel.Y.Label} against {panel.X.Label}";
        var names = panel.Series.Select(series => series.Name).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal);
        var images = panel.Series.OfType<ImageGridSeries>().SelectMany(grid => grid.Images).Select(image => image.Caption).Where(caption => caption.Length > 0);
        return string.Join(": ", new[] { panel.Title, axes, string.Join(", ", names), string.Join(", ", images) }.Where(part => part.Length > 0));
    }

    /// <summary>A panel gets a legend of its own unless earlier panels list all of its series.</summary>
    private void PlaceLegends()
    {
        HashSet<(string, int)> known = [];
        List<PanelPlot> listing = [];
        float height = Panels.Select(panel => panel.Frame.Height).FirstOrDefault();
        foreach (PanelPlot panel in Panels.Where(panel => !panel.IsEmpty && panel.Named.Any(series => !known.Contains(PanelPlot.LegendKey(series)))))
        {
            known.UnionWith(panel.Named.Select(PanelPlot.LegendKey));
            panel.Plot.Legend.ManualItems.AddRange(LegendBox.Items(panel.Named, _style, new(panel.Frame.Width, panel.Frame.Height)));
            listing.Add(panel);
        }

        while (listing.Any(panel => !panel.Heading.HasLegend && !LegendBox.Place(panel, height))) Arrange(); // a legend above a panel takes room from its row
    }

    private void Arrange()
    {
        for (int pass = 0; pass < Passes; pass++)
        {
            float[] above = [.. _rows.Select(row => row.Max(panel => panel.SpaceAbove))], below = [.. _rows.Select(row => row.Max(panel => panel.SpaceBelow))];
            float top = Edge + _header.Height;
            float height = Math.Max(1, (Sheet.Height - top - Edge - above.Sum() - below.Sum() - ((_rows.Length - 1) * Gap / 2)) / Math.Max(1, _rows.Length));
            for (int r = 0; r < _rows.Length; r++)
            {
                PanelPlot[] row = _rows[r];
                PanelPlot[][] alike = [.. _rows.Where(other => other.Length == row.Length)];
                float[] before = [.. row.Select((_, c) => alike.Max(other => other[c].SpaceLeft))];
                float[] after = [.. row.Select((_, c) => alike.Max(other => other[c].SpaceRight))];
                float width = Math.Max(1, (Sheet.Width - (2 * Edge) - before.Sum() - after.Sum() - ((row.Length - 1) * Gap)) / row.Length), left = Edge;
                for (int c = 0; c < row.Length; c++)
                {
                    row[c].Align(before[c], below[r]);
                    row[c].Place(new(Rounded(left + before[c]), Rounded(left + before[c] + width), Rounded(top + above[r] + height), Rounded(top + above[r])));
                    left += before[c] + width + after[c] + Gap;
                }

                top += above[r] + height + below[r] + (Gap / 2);
            }
        }
    }

    /// <summary>To half a unit: a whole pixel at the usual scale of two, so that frames are sharp.</summary>
    private static float Rounded(float at) => MathF.Round(2 * at) / 2;
}
