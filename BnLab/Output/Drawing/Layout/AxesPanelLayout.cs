using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>A panel with axes: from their ranges, known at once, to its shapes.</summary>
internal sealed class AxesPanelLayout : PanelLayout
{
    private const double MostHeadroom = 0.45; // of the plot; more, and the data would lose more than the legend hides
    private const double HighestNames = 0.45, WidestNames = 0.6; // of the plot, for the names of categories around it

    private readonly bool _hasData;
    private readonly ColourBar? _colourBar;
    private readonly Axis _xAxis, _yAxis;
    private LevelLabels _level;
    private UprightLabels _upright = UprightLabels.Empty;
    private HiddenNote? _note;
    private double _width;

    public AxesPanelLayout(Panel panel, TypeSizes sizes, Theme theme)
        : base(panel, sizes, theme)
    {
        PanelRanges ranges = PanelRanges.Of(panel);
        (XRange, YRange, _hasData) = (ranges.X, ranges.Y, ranges.HasData);
        (_xAxis, _yAxis) = (panel.X, panel.Y);
        _level = LevelLabels.None(AxisTicks.None);
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is not { } map) return;
        _colourBar = new(map, sizes, theme);

        // Cells stand at whole numbers, whatever else the axes were to be.
        (_xAxis, _yAxis) = (_xAxis with { Scale = AxisScale.Linear, IsWhole = true }, _yAxis with { Scale = AxisScale.Linear, IsWhole = true });
    }

    /// <summary>From where to where the horizontal axis goes.</summary>
    public AxisRange XRange { get; private set; }

    /// <summary>From where to where the vertical axis goes.</summary>
    public AxisRange YRange { get; private set; }

    /// <inheritdoc/>
    public override HiddenNote Note => _note ??= HiddenNote.For(Panel, XRange, YRange);

    /// <inheritdoc/>
    public override double SpaceBelow =>
        Sizes.TickLength + Sizes.Gap + _level.Height + (Across.Length > 0 ? Sizes.Gap + Sizes.AxisLabel : 0);

    /// <inheritdoc/>
    public override double SpaceLeft
    {
        get
        {
            double label = Along.Length > 0 ? Sizes.AxisLabel + (1.5 * Sizes.Gap) : 0;
            return Math.Max(label + _upright.Width + Sizes.Gap + Sizes.TickLength, Overhang.Left);
        }
    }

    /// <inheritdoc/>
    public override double SpaceRight => Math.Max(_colourBar?.Width ?? 0, Overhang.Right - (0.7 * Sizes.Margin)); // labels may reach into the margin

    private string Across => _level.Ticks.Labelled(Panel.X.Label);

    private string Along => _upright.Ticks.Labelled(Panel.Y.Label);

    private (double Left, double Right) Overhang => _level.Overhang(new(XRange, _xAxis.Scale, 0, _width), _width);

    /// <inheritdoc/>
    public override void Fit(double width, double height)
    {
        _width = width;
        _level = LevelLabels.For(_xAxis, XRange, width, HighestNames * height, Sizes.TickLabel);
        _upright = UprightLabels.For(_yAxis, YRange, height, WidestNames * width, Sizes.TickLabel);
        _colourBar?.Fit(height);
    }

    /// <inheritdoc/>
    public override bool MakeHeadroom(Box plot)
    {
        if (Panel.Y.Max is not null || !_hasData || _colourBar is not null) return false;
        Legend legend = new(Panel, plot, Sizes, Theme);
        if (legend.IsEmpty || legend.Cost([.. SeriesShapes.Of(Panel, Area(plot))]) == 0) return false;
        double part = (legend.LeastHeight + Sizes.Gap) / plot.Height;
        if (part > MostHeadroom) return false;
        YRange = YRange.WithHeadroom(part, _yAxis.Scale);
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<Shape> Shapes(Box plot, Box room)
    {
        PlotArea area = Area(plot);
        AxesShapes axes = new(area, _level, _upright, isMap: _colourBar is not null);
        List<Shape> data = [.. SeriesShapes.Of(Panel, area)], beyond = [.. BeyondMarks.Of(area)];
        IEnumerable<Shape> inside = !_hasData ? Nothing(plot)
            : _colourBar is null ? new Legend(Panel, plot, Sizes, Theme).Shapes([.. data, .. beyond]) : _colourBar.Shapes(plot);
        IEnumerable<Shape> framed = SeriesShapes.FrameOnTop(Panel) ? [.. data, .. axes.Frame()] : [.. axes.Frame(), .. data];
        return [.. axes.Grid(), .. framed, .. beyond, .. inside, .. axes.Labels(Across, Along, room), .. Heading(plot)];
    }

    private PlotArea Area(Box plot)
    {
        AxisMap x = new(XRange, _xAxis.Scale, plot.Left, plot.Right);
        bool fromTop = _colourBar is not null; // the first row of a matrix
        AxisMap y = new(YRange, _yAxis.Scale, fromTop ? plot.Top : plot.Bottom, fromTop ? plot.Bottom : plot.Top);
        return new(Panel, x, y, plot, Sizes, Theme);
    }
}
