using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>What a plot draws besides series: it takes no part in the limits of axes, nor in legends.</summary>
internal abstract class Plottable : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public abstract void Render(RenderPack rp);
}

/// <summary>Thousands of equal round markers as one shape: drawn fast, and short in an SVG.</summary>
internal sealed class PointCloud(Coordinates[] points, MarkerStyle style) : Plottable
{
    public override void Render(RenderPack rp)
    {
        using SKPaint paint = new() { Color = style.FillColor.ToSKColor(), StrokeWidth = style.Size * 0.75f, StrokeCap = SKStrokeCap.Round, Style = SKPaintStyle.Stroke, IsAntialias = true };
        using SKPath path = new();
        foreach (Pixel at in points.Select(Axes.GetPixel))
        {
            path.MoveTo(MathF.Round(at.X, 1), MathF.Round(at.Y, 1)); // no eye sees more, and an SVG is half as long
            path.RLineTo(0, 0.01f); // a line without a length has no round ends
        }

        rp.Canvas.DrawPath(path, paint);
    }
}
