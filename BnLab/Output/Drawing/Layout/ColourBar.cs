using BnLab.Output.Drawing.Axes;
using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>The scale right of a heat map: its colours, the strongest on top, with ticks and what they measure.</summary>
internal sealed class ColourBar
{
    private const int Steps = 256;
    private const double BarWidth = 11; // units

    private readonly HeatMapSeries _map;
    private readonly TypeSizes _sizes;
    private readonly Theme _theme;
    private readonly ColourScale _scale;
    private AxisTicks _ticks = AxisTicks.None;

    public ColourBar(HeatMapSeries map, TypeSizes sizes, Theme theme)
    {
        (_map, _sizes, _theme) = (map, sizes, theme);
        _scale = ColourScale.Of(map);
    }

    /// <summary>What it needs right of the plot.</summary>
    public double Width => _scale.IsEmpty ? 0 : LabelLeft + (Label.Length == 0 ? 0 : _sizes.Gap + (1.15 * _sizes.AxisLabel));

    private string Label => _ticks.Labelled(_map.Name);

    private double Before => 2.5 * _sizes.Gap;

    private double TicksLeft => Before + (BarWidth * _sizes.Factor);

    private double LabelLeft => TicksLeft + _sizes.TickLength + _sizes.Gap + _ticks.Major.Select(tick => Small(tick).Width).DefaultIfEmpty(0).Max();

    /// <summary>Chooses the ticks for a height of the plot.</summary>
    public void Fit(double plotHeight) => _ticks = _scale.IsEmpty ? AxisTicks.None
        : AxisTicks.For(_scale.Range, new Axis(""), (int)Math.Clamp(plotHeight / (2.3 * _sizes.TickLabel), 2, 7));

    public IEnumerable<Shape> Shapes(Box plot)
    {
        if (_scale.IsEmpty) yield break;
        Box bar = new(Point2.Round(plot.Right + Before), plot.Top, Point2.Round(plot.Right + TicksLeft), plot.Bottom);
        byte[] pixels = [.. Enumerable.Range(0, Steps).Select(i => ColourMap.At(1 - ((double)i / (Steps - 1))))
            .SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue, (byte)255 })];
        yield return new ImageShape(bar, 1, Steps, pixels);
        foreach (Shape edge in AxesShapes.Frame(bar, _theme)) yield return edge;

        AxisMap map = new(_scale.Range, AxisScale.Linear, bar.Bottom, bar.Top);
        foreach (Tick tick in _ticks.Major)
        {
            double at = map.At(tick.Value);
            TextLine line = Small(tick);
            yield return AxesShapes.Level(bar.Right, bar.Right + _sizes.TickLength, at, _theme.Faint);
            yield return new TextShape(line, new Point2(bar.Right + _sizes.TickLength + _sizes.Gap, at + line.Middle).Rounded(), _theme.Ink);
        }

        TextLine label = TextLine.Fit(Label, _sizes.AxisLabel, plot.Height);
        if (label.Glyphs.Count > 0)
        {
            Point2 start = new(plot.Right + LabelLeft + _sizes.Gap + label.Ascent, plot.Center.Y + (label.Width / 2));
            yield return new TextShape(label, start.Rounded(), _theme.Ink, RunsUp: true);
        }
    }

    private TextLine Small(Tick tick) => TextLine.Set(tick.Label, _sizes.TickLabel);
}
