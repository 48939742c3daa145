using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>The grid, frame, ticks and labels of one pair of axes.</summary>
internal sealed class AxesShapes(PlotArea area, LevelLabels level, UprightLabels upright, bool isMap)
{
    /// <summary>The width of all lines that are not data.</summary>
    public const double RuleWidth = 0.9;

    private const double MinorLength = 0.6; // of a major tick

    private readonly Box _plot = area.Box;
    private readonly TypeSizes _sizes = area.Sizes;
    private readonly Theme _theme = area.Theme;

    /// <summary>Lines at the ticks of numbers; categories need none across them, and a map covers all.</summary>
    public IEnumerable<Shape> Grid()
    {
        if (isMap) yield break;
        if (area.Panel.X.Categories.Count == 0)
            foreach (Tick tick in level.Ticks.Major) yield return Upright(area.X.At(tick.Value), _plot.Top, _plot.Bottom, _theme.Grid);
        foreach (Tick tick in upright.Ticks.Major) yield return Level(_plot.Left, _plot.Right, area.Y.At(tick.Value), _theme.Grid);
    }

    public IEnumerable<Shape> Frame()
    {
        foreach (Shape edge in Frame(_plot, _theme)) yield return edge;
        foreach ((double value, double length) in Marks(level.Ticks, area.Panel.X))
            yield return Upright(area.X.At(value), _plot.Bottom, _plot.Bottom + length, _theme.Faint);
        foreach ((double value, double length) in Marks(upright.Ticks, area.Panel.Y))
            yield return Level(_plot.Left - length, _plot.Left, area.Y.At(value), _theme.Faint);
    }

    /// <summary>The four edges of a box.</summary>
    public static IEnumerable<Shape> Frame(Box box, Theme theme) =>
    [
        Level(box.Left, box.Right, box.Top, theme.Faint), Level(box.Left, box.Right, box.Bottom, theme.Faint),
        Upright(box.Left, box.Top, box.Bottom, theme.Faint), Upright(box.Right, box.Top, box.Bottom, theme.Faint),
    ];

    /// <summary>The tick labels and the axis labels.</summary>
    /// <param name="across">The label of the horizontal axis; empty for none.</param>
    /// <param name="along">The label of the vertical axis; empty for none.</param>
    /// <param name="room">What the panel has in all.</param>
    public IEnumerable<Shape> Labels(string across, string along, Box room)
    {
        for (int i = 0; i < level.Texts.Count; i++)
        {
            double at = area.X.At(level.Ticks.Major[i].Value), baseline = _plot.Bottom + _sizes.BelowAxis + (0.7 * _sizes.TickLabel);
            foreach (TextLine line in level.Texts[i])
            {
                yield return level.IsTurned
                    ? new TextShape(line, new Point2(at + line.Middle, _plot.Bottom + _sizes.BelowAxis + line.Width).Rounded(), _theme.Ink, RunsUp: true)
                    : Text(line, at - (line.Width / 2), baseline);
                baseline += LevelLabels.Leading * line.Size;
            }
        }

        double beside = _sizes.TickLength + _sizes.Gap;
        for (int i = 0; i < upright.Texts.Count; i++)
        {
            if (upright.Texts[i] is { } line)
                yield return Text(line, _plot.Left - beside - line.Width, area.Y.At(upright.Ticks.Major[i].Value) + line.Middle);
        }

        TextLine below = TextLine.Fit(across, _sizes.AxisLabel, _plot.Width);
        if (below.Glyphs.Count > 0)
            yield return Text(below, _plot.Center.X - (below.Width / 2), room.Bottom - below.Descent);

        TextLine up = TextLine.Fit(along, _sizes.AxisLabel, room.Height);
        if (up.Glyphs.Count == 0) yield break;
        double start = Math.Clamp(_plot.Center.Y + (up.Width / 2), room.Top + up.Width, Math.Max(room.Bottom, room.Top + up.Width));
        yield return new TextShape(up, new Point2(room.Left + up.Ascent, start).Rounded(), _theme.Ink, RunsUp: true);
    }

    /// <summary>A level rule.</summary>
    public static StrokeShape Level(double left, double right, double at, Colour colour) =>
        new([new Point2(left, at).Rounded(), new Point2(right, at).Rounded()], RuleWidth, colour) { IsRule = true };

    /// <summary>An upright rule.</summary>
    public static StrokeShape Upright(double at, double top, double bottom, Colour colour) =>
        new([new Point2(at, top).Rounded(), new Point2(at, bottom).Rounded()], RuleWidth, colour) { IsRule = true };

    /// <summary>Categories need no marks: their names stand under them.</summary>
    private IEnumerable<(double Value, double Length)> Marks(AxisTicks ticks, Axis axis) => axis.Categories.Count > 0 ? []
        : ticks.Major.Select(tick => (tick.Value, _sizes.TickLength))
            .Concat(ticks.Minor.Select(value => (value, _sizes.TickLength * MinorLength)));

    private TextShape Text(TextLine line, double left, double baseline) => new(line, new Point2(left, baseline).Rounded(), _theme.Ink);
}
