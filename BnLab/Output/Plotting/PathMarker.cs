using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>
/// The shape of a marker with corners. ScottPlot's own shapes leave their paths to the garbage collector, which may free them
/// while Skia draws: the process crashes then.
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
