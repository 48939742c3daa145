using ScottPlot;
using ScottPlot.AxisPanels;
using SkiaSharp;
using BarSeries = BnLab.Results.BarSeries;

namespace BnLab.Output.Plotting;

/// <summary>
/// How everything in a plot looks. Series differ in colour, marker and dash, so that they can be told apart without one of
/// these, as without colour in print.
/// </summary>
internal sealed class PlotStyle(Theme theme, bool isVector)
{
    /// <summary>Dash and gap in units, for each style of a line; the last is for rules.</summary>
    public static readonly float[][] Dashes = [[], [5.5f, 4], [0.6f, 3.6f], [8, 3.6f, 0.6f, 3.6f], [11, 4], [3.6f, 3.4f]];

    /// <summary>Of lines that are data, and of rules.</summary>
    public const float LineWidth = 1.6f, RuleWidth = 1.1f;

    /// <summary>Added to a line's width in an SVG for each step of the dash's number: <see cref="SvgDocument"/> reads it back. Exact in binary.</summary>
    public const float DashMark = 1f / 1024;

    public const float TitleSize = 16, PanelTitleSize = 13, LabelSize = 12, SmallLabelSize = 10, TickSize = 11, NoteSize = 10.5f;

    private const int LineDashes = 5, RuleDash = 5; // rules have the last dash, which no line has
    private const int MostWithHalo = 60; // markers
    private const byte BandOpacity = 48, BarOpacity = 115, ManyOpacity = 190, BehindMeansOpacity = 105;

    private static readonly PathMarker?[] Shapes = // the first two are ScottPlot's circle and square
        [null, null, PathMarker.TriangleUp, PathMarker.Diamond, PathMarker.TriangleDown, PathMarker.Cross];

    public Theme Theme => theme;

    public LineStyle Line(Series series) => Dashed(series, LineWidth, (series.Style & int.MaxValue) % LineDashes);

    public LineStyle Rule(Series series) => Dashed(series, RuleWidth, RuleDash);

    public Color Band(Series series) => theme.Of(series).WithAlpha(BandOpacity);

    public Color Bar(Series series) => theme.Of(series).WithAlpha(BarOpacity);

    /// <summary>Many markers are smaller and without a halo.</summary>
    public MarkerStyle Marker(LineSeries line, int count)
    {
        float size = (line.HasLine, count) switch { (true, <= 40) => 6.2f, (true, <= 100) => 4.8f, (false, <= MostWithHalo) => 5.8f, (_, <= 400) => 4, _ => 3 };
        int number = (line.Style & int.MaxValue) % Shapes.Length;
        PathMarker? shape = Shapes[number];
        bool isSquare = number == 1, hasHalo = count <= MostWithHalo && shape is not { IsOpen: true };
        Color colour = count <= MostWithHalo ? theme.Of(line) : theme.Of(line).WithAlpha(line.RunningMean > 0 ? BehindMeansOpacity : ManyOpacity);
        if (shape == PathMarker.TriangleUp || shape == PathMarker.TriangleDown) size *= 1.25f; // so that it looks as large as the others
        return new(isSquare ? MarkerShape.FilledSquare : MarkerShape.FilledCircle, isSquare ? size * 0.92f : size, colour)
        {
            CustomRenderer = shape,
            OutlineColor = theme.Paper,
            OutlineWidth = hasHalo ? 0.8f : 0,
            LineWidth = 1.4f,
        };
    }

    /// <summary>The sample of a series in a legend.</summary>
    public LegendItem Sample(Series series, string name)
    {
        LegendItem item = new() { LabelText = name, LabelFontSize = LabelSize, MarkerStyle = MarkerStyle.None };
        switch (series)
        {
            case LineSeries line:
                if (line.HasLine || line.RunningMean > 0) item.LineStyle = Line(line);
                if (line.HasMarkers || !line.HasLine) item.MarkerStyle = Marker(line, count: 1);
                break;
            case BandSeries:
                item.FillColor = theme.Of(series).WithAlpha((byte)(1.6 * BandOpacity));
                break;
            case BarSeries:
                (item.FillColor, item.OutlineColor, item.OutlineWidth) = (Bar(series), theme.Of(series), RuleWidth);
                break;
            case RuleSeries:
                item.LineStyle = Rule(series);
                break;
        }

        return item;
    }

    /// <summary>Colours, sizes and distances of a plot's axes and grid.</summary>
    public void Dress(Plot plot, bool hasUprightGrid)
    {
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(theme.Ink);
        plot.Axes.FrameColor(theme.Faint);
        (plot.Grid.MajorLineColor, plot.Grid.XAxisStyle.IsVisible) = (theme.Grid, hasUprightGrid);
        plot.Axes.Top.LockSize(0);
        plot.Axes.Right.LockSize(0);
        foreach (AxisBase axis in plot.Axes.GetAxes().OfType<AxisBase>())
        {
            (axis.LabelStyle.FontSize, axis.LabelStyle.Bold, axis.TickLabelStyle.FontSize) = (LabelSize, false, TickSize);
            axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = theme.Faint;
            axis.PaddingOutsideAxisLabels = new(0, 0);
        }

        Legend legend = plot.Legend;
        (legend.IsVisible, legend.DisplayPlottableLegendItems, legend.FontColor) = (false, false, theme.Ink);
        (legend.BackgroundColor, legend.OutlineColor, legend.ShadowColor) = (theme.Paper.WithAlpha((byte)225), theme.Faint.WithAlpha((byte)70), Colors.Transparent);
        (legend.SymbolWidth, legend.InterItemPadding, legend.TightHorizontalWrapping) = (32, new(10, 14, 3, 3), true);
    }

    private LineStyle Dashed(Series series, float width, int dash) => new(isVector ? width + (dash * DashMark) : width, theme.Of(series))
    {
        Rounded = true,
        Pattern = isVector || dash == 0 ? LinePattern.Solid : new(Dashes[dash], 0, "dash"),
    };
}

/// <summary>
/// The shape of a marker with corners. ScottPlot's own shapes leave their paths to the garbage collector, which may free them
/// while Skia draws: then the process crashes.
/// </summary>
internal sealed class PathMarker : IMarker
{
    private const float TopToCentre = 1 / 1.732f; // of a triangle with sides of 1

    public static readonly PathMarker TriangleUp = new([[new(0, -TopToCentre), new(0.5f, TopToCentre / 2), new(-0.5f, TopToCentre / 2)]]);
    public static readonly PathMarker Diamond = new([[new(0.5f, 0), new(0, 0.5f), new(-0.5f, 0), new(0, -0.5f)]]);
    public static readonly PathMarker TriangleDown = new([[new(0, TopToCentre), new(0.5f, -TopToCentre / 2), new(-0.5f, -TopToCentre / 2)]]);
    public static readonly PathMarker Cross = new([[new(0.5f, 0.5f), new(-0.5f, -0.5f)], [new(-0.5f, 0.5f), new(0.5f, -0.5f)]]);

    private readonly SKPoint[][] _lines; // around the centre, for a size of 1

    private PathMarker(SKPoint[][] lines) => _lines = lines;

    /// <summary>Whether it has no area.</summary>
    public bool IsOpen => _lines.Length > 1;

    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
    {
        using SKPath path = new();
        foreach (SKPoint[] line in _lines) path.AddPoly([.. line.Select(point => new SKPoint(center.X + (size * point.X), center.Y + (size * point.Y)))], close: !IsOpen);
        if (!IsOpen) Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle, new PixelRect(center, size / 2));
        Drawing.DrawPath(canvas, paint, path, IsOpen ? markerStyle.LineStyle : markerStyle.OutlineStyle);
    }
}

/// <summary>The colours of a figure. The palette has one for each style of a series, and begins anew after the last.</summary>
/// <param name="Ink">Titles and labels.</param>
/// <param name="Faint">Frames, ticks and notes.</param>
internal sealed record Theme(Color Paper, Color Ink, Color Faint, Color Grid, IReadOnlyList<Color> Palette)
{
    /// <summary>
    /// Dark on white. The palette is that of Okabe and Ito, which readers with any common colour blindness can tell apart,
    /// without its yellow (too pale for lines) and with the two strongest colours first.
    /// </summary>
    public static Theme Light { get; } = new(
        new("#ffffff"), new("#1b1f24"), new("#5a626b"), new("#e4e7ea"),
        [new("#0072b2"), new("#d55e00"), new("#009e73"), new("#cc79a7"), new("#e69f00"), new("#56b4e9"), new("#1b1f24")]);

    /// <summary>Light on near-black, with the same hues made bright enough.</summary>
    public static Theme Dark { get; } = new(
        new("#14181d"), new("#e8ebee"), new("#9aa4ae"), new("#2a3138"),
        [new("#4fa8e0"), new("#f2803a"), new("#2cc197"), new("#e09cc4"), new("#f0b840"), new("#8fd0f5"), new("#e8ebee")]);

    /// <summary>All colours, each with the name that a page's style sheet gives it.</summary>
    public IEnumerable<(string Role, Color Colour)> Roles =>
        [("paper", Paper), ("ink", Ink), ("faint", Faint), ("grid", Grid), .. Palette.Select((colour, i) => ($"c{i}", colour))];

    public Color Of(Series series) => Palette[(series.Style & int.MaxValue) % Palette.Count];
}
