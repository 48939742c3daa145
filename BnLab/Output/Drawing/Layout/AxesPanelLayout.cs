using BnLab.Output.Drawing.Axes;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>A panel with axes: from their ranges, known at once, to its shapes.</summary>
internal sealed class AxesPanelLayout : PanelLayout
{
    private const double MostHeadroom = 0.45; // of the plot; more, and the data would lose more than the legend hides
    private const double MostNames = 0.36; // of the room, for the names of categories on either axis

    private readonly ColourBar? _colourBar;
    private bool _isXLabelled = true, _isYLabelled = true;
    private HiddenNote? _note;
    private double _width;
    private (double Width, double Height)? _room;

    public AxesPanelLayout(Panel panel, TypeSizes sizes, Theme theme)
        : base(panel, sizes, theme)
    {
        PanelRanges ranges = PanelRanges.Of(panel);
        (XRange, YRange, HasData) = (ranges.X, ranges.Y, ranges.HasData);
        (XAxis, YAxis) = (panel.X, panel.Y);
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is not { } map) return;
        _colourBar = new(map, sizes, theme);

        // Cells stand at whole numbers, whatever else the axes were to be.
        (XAxis, YAxis) = (XAxis with { Scale = AxisScale.Linear, IsWhole = true }, YAxis with { Scale = AxisScale.Linear, IsWhole = true });
    }

    /// <summary>Whether there is anything that can be shown.</summary>
    public bool HasData { get; }

    /// <summary>The horizontal axis, as it is drawn.</summary>
    public Axis XAxis { get; }

    /// <summary>The vertical axis, as it is drawn.</summary>
    public Axis YAxis { get; }

    /// <summary>From where to where the horizontal axis goes.</summary>
    public AxisRange XRange { get; private set; }

    /// <summary>From where to where the vertical axis goes.</summary>
    public AxisRange YRange { get; private set; }

    /// <summary>The ticks and tick labels of the horizontal axis.</summary>
    public LevelLabels Level { get; private set; } = LevelLabels.None(AxisTicks.None);

    /// <summary>The ticks and tick labels of the vertical axis.</summary>
    public UprightLabels Upright { get; private set; } = UprightLabels.Empty;

    /// <summary>The label of the horizontal axis; empty where another panel has it.</summary>
    public string Across => _isXLabelled ? Level.Ticks.Labelled(Panel.X.Label) : "";

    /// <summary>The label of the vertical axis; empty where another panel has it.</summary>
    public string Along => _isYLabelled ? Upright.Ticks.Labelled(Panel.Y.Label) : "";

    /// <inheritdoc/>
    public override HiddenNote Note => _note ??= HiddenNote.For(Panel, XRange, YRange);

    /// <inheritdoc/>
    public override double SpaceBelow =>
        _isXLabelled ? Sizes.BelowAxis + Level.Height + (Across.Length > 0 ? Sizes.Gap + Sizes.AxisLabel : 0) : Sizes.TickLength;

    /// <inheritdoc/>
    public override double SpaceLeft
    {
        get
        {
            if (!_isYLabelled) return Math.Max(Sizes.TickLength, Overhang.Left);
            double label = Along.Length > 0 ? Sizes.AxisLabel + (1.5 * Sizes.Gap) : 0;
            return Math.Max(label + Upright.Width + Sizes.Gap + Sizes.TickLength, Overhang.Left);
        }
    }

    /// <inheritdoc/>
    public override double SpaceRight => Math.Max(_colourBar?.Width ?? 0, Overhang.Right - (0.7 * Sizes.Margin)); // labels may reach into the margin

    private (double Left, double Right) Overhang => Level.Overhang(new(XRange, XAxis.Scale, 0, _width), _width);

    /// <inheritdoc/>
    public override void Fit(double width, double height)
    {
        _width = width;
        _room ??= (width, height); // what names may take must not depend on what they took before
        Level = LevelLabels.For(XAxis, XRange, width, MostNames * _room.Value.Height, Sizes.TickLabel);
        Upright = UprightLabels.For(YAxis, YRange, height, MostNames * _room.Value.Width, Sizes.TickLabel);
        if (!_isXLabelled) Level = LevelLabels.None(Level.Ticks);
        if (!_isYLabelled) Upright = UprightLabels.None(Upright.Ticks);
        _colourBar?.Fit(height);
    }

    /// <summary>Takes the range of a horizontal axis that several panels have in common.</summary>
    public void ShareX(AxisRange range, bool isLabelled) => (XRange, _isXLabelled, _note) = (range, isLabelled, null);

    /// <summary>Takes the range of a vertical axis that several panels have in common.</summary>
    public void ShareY(AxisRange range, bool isLabelled) => (YRange, _isYLabelled, _note) = (range, isLabelled, null);

    /// <inheritdoc/>
    public override bool MakeHeadroom(Box plot)
    {
        if (Panel.Y.Max is not null || !HasData || _colourBar is not null) return false;
        Legend legend = new(Panel, plot, Sizes, Theme);
        if (legend.IsEmpty || legend.Cost([.. SeriesShapes.Of(Panel, Area(plot))]) == 0) return false;
        double part = (legend.LeastHeight + Sizes.Gap) / plot.Height;
        if (part > MostHeadroom) return false;
        YRange = YRange.WithHeadroom(part, YAxis.Scale);
        return true;
    }

    /// <inheritdoc/>
    public override IEnumerable<Shape> Shapes(Box plot, Box room)
    {
        PlotArea area = Area(plot);
        AxesShapes axes = new(area, Level, Upright, isMap: _colourBar is not null);
        List<Shape> data = [.. SeriesShapes.Of(Panel, area)], beyond = [.. BeyondMarks.Of(area)];
        IEnumerable<Shape> inside = !HasData ? Nothing(plot)
            : _colourBar is null ? new Legend(Panel, plot, Sizes, Theme).Shapes([.. data, .. beyond]) : _colourBar.Shapes(plot);
        IEnumerable<Shape> framed = SeriesShapes.FrameOnTop(Panel) ? [.. data, .. axes.Frame()] : [.. axes.Frame(), .. data];
        return [.. axes.Grid(), .. framed, .. beyond, .. inside, .. axes.Labels(Across, Along, room), .. Heading(plot)];
    }

    /// <summary>Where values lie in a plot.</summary>
    public PlotArea Area(Box plot)
    {
        AxisMap x = new(XRange, XAxis.Scale, plot.Left, plot.Right);
        bool fromTop = _colourBar is not null; // the first row of a matrix
        AxisMap y = new(YRange, YAxis.Scale, fromTop ? plot.Top : plot.Bottom, fromTop ? plot.Bottom : plot.Top);
        return new(Panel, x, y, plot, Sizes, Theme);
    }
}
