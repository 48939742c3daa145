using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>One panel as a plot of ScottPlot, and the space that it needs around its data.</summary>
internal sealed class PanelPlot
{
    private const float Edge = 12, Beside = 6, Unlabelled = 8, Overhang = 2;
    private const float MostNames = 0.36f; // of the panel's room, for the names of categories

    private readonly PlotStyle _style;
    private readonly PanelAxes _axes;

    public PanelPlot(Panel panel, PanelAxes axes, PlotStyle style, PixelSize room)
    {
        (Panel, _axes, _style) = (panel, axes, style);
        Images = panel.Series.OfType<ImageGridSeries>().FirstOrDefault(grid => grid.Images.Count > 0) is { } grid ? new(grid, style.Theme) : null;
        style.Dress(Plot, hasUprightGrid: panel.X.Categories.Count == 0);
        Series = new(Plot, axes.X, axes.Y, style, new(axes.X.Range, axes.Y.Range, room));
        foreach (Series series in panel.Series.OrderBy(series => series is not BandSeries)) Series.Add(series);
        BeyondPoints beyond = new(panel, axes.X, axes.Y, style.Theme);
        Plot.PlottableList.Add(beyond);
        Note = PanelNote.For(panel, beyond);
        Heading = new(PlotText.Drawable(panel.Title), Note, style.Theme) { Edge = ScottPlot.Edge.Top };
        Plot.Axes.AddPanel(Heading);
        (Plot.Axes.Bottom.TickGenerator, Plot.Axes.Left.TickGenerator) = (axes.X.Ticks(MostNames * room.Height), axes.Y.Ticks(MostNames * room.Width));
        (Plot.Axes.Bottom.TickLabelStyle.IsVisible, Plot.Axes.Left.TickLabelStyle.IsVisible) = (axes.HasXLabels, axes.HasYLabels);
        if (Images is not null) Plot.PlottableList.Add(Images);
        if (!panel.HasAxes) HideAxes();
        Named = [.. panel.Series.Where(series => series.Name.Length > 0 && series is not ImageGridSeries).DistinctBy(LegendKey)];
    }

    public Panel Panel { get; }

    public Plot Plot { get; } = new();

    public PlotAxis X => _axes.X;

    public PlotAxis Y => _axes.Y;

    public SeriesPlots Series { get; }

    public ImageGrid? Images { get; }

    public Heading Heading { get; }

    public PanelNote Note { get; }

    /// <summary>The series that a legend lists: those with a name, each once.</summary>
    public IReadOnlyList<Series> Named { get; }

    /// <summary>Series of one name and style share a line of a legend.</summary>
    public static (string, int) LegendKey(Series series) => (series.Name, series.Style);

    /// <summary>An empty panel says "no data".</summary>
    public bool IsEmpty => Series.IsEmpty && Images is null;

    /// <summary>The area between the axes, in units of the sheet.</summary>
    public PixelRect Frame { get; private set; }

    public float SpaceAbove => Heading.Height;

    public float SpaceLeft { get; private set; } = 60;

    public float SpaceRight { get; private set; } = Edge;

    public float SpaceBelow { get; private set; } = 40;

    public Pixel At(Coordinates point) => new(Plot.Axes.Bottom.GetPixel(point.X, Frame), Plot.Axes.Left.GetPixel(point.Y, Frame));

    /// <summary>Chooses the tick labels for a place on the sheet, and measures the space that they need around it.</summary>
    public void Place(PixelRect data)
    {
        Frame = data;
        Plot.Layout.Fixed(data);
        Plot.Axes.SetLimits(X.Range.Min, X.Range.Max, Y.Range.Min, Y.Range.Max);
        if (!Panel.HasAxes)
        {
            (SpaceLeft, SpaceRight, SpaceBelow) = (0, 0, 0);
            return;
        }

        using Paint paint = Paint.NewDisposablePaint();
        Name(Plot.Axes.Bottom.Label, _axes.HasXLabels ? X.Label : "", data.Width);
        Name(Plot.Axes.Left.Label, _axes.HasYLabels ? Y.Label : "", data.Height + (2 * Unlabelled));
        IAxis bottom = Plot.Axes.Bottom, left = Plot.Axes.Left;
        bottom.RegenerateTicks(data.Width, paint);
        left.RegenerateTicks(data.Height, paint);
        float before = 0, after = 0;
        bool isTurned = bottom.TickLabelStyle.Rotation != 0;
        foreach (Tick tick in bottom.TickGenerator.Ticks.Where(tick => _axes.HasXLabels && tick.Label.Length > 0))
        {
            float half = (isTurned ? bottom.TickLabelStyle.FontSize : Measured(tick).Width) / 2, at = bottom.GetPixel(tick.Position, data);
            (before, after) = (Math.Max(before, half - (at - data.Left)), Math.Max(after, half - (data.Right - at)));
        }

        float turned = isTurned ? bottom.TickGenerator.Ticks.Max(tick => Measured(tick).Width) - bottom.TickGenerator.Ticks.Max(tick => Measured(tick).Height) : 0;
        SpaceBelow = _axes.HasXLabels ? bottom.Measure(paint) + Math.Max(0, turned) : Unlabelled;
        SpaceLeft = Math.Max(before + Overhang, _axes.HasYLabels ? left.Measure(paint) + Beside : Unlabelled);
        SpaceRight = Math.Max(0, after + Overhang - Edge);

        MeasuredText Measured(Tick tick) => bottom.TickLabelStyle.Measure(tick.Label, paint);
    }

    /// <summary>Widens the room of the axes to that of the widest panel in a column or row, so that their labels are aligned.</summary>
    public void Align(float left, float below)
    {
        Plot.Axes.Left.LockSize(left);
        Plot.Axes.Bottom.LockSize(below);
    }

    /// <summary>ScottPlot's own Render draws a plot with new limits twice, which shows in translucent colours.</summary>
    public void Draw(SKCanvas canvas, PixelRect sheet)
    {
        using RenderPack pack = new(Plot, sheet, canvas);
        foreach (IRenderAction action in Plot.RenderManager.RenderActions)
        {
            pack.CanvasState.Save();
            action.Render(pack);
            pack.CanvasState.RestoreAll();
        }

        if (!IsEmpty) return;
        using Paint paint = Paint.NewDisposablePaint();
        LabelStyle label = new() { Text = "no data", FontSize = PlotStyle.LabelSize, ForeColor = _style.Theme.Faint, Alignment = Alignment.MiddleCenter };
        label.Render(canvas, Frame.Center, paint);
    }

    /// <summary>A long label is written smaller, and shortened if that is not enough.</summary>
    private static void Name(LabelStyle style, string label, float room)
    {
        style.FontSize = PlotFont.Width(PlotText.Drawable(label), PlotStyle.LabelSize) <= room ? PlotStyle.LabelSize : PlotStyle.SmallLabelSize;
        style.Text = PlotText.Fit(label, room, style.FontSize);
    }

    private void HideAxes()
    {
        foreach (IAxis axis in Plot.Axes.GetAxes()) axis.IsVisible = false;
        Plot.HideGrid();
    }
}
