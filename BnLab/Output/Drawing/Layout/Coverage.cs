namespace BnLab.Output.Drawing.Layout;

/// <summary>How much a box would hide of what is drawn, counted in markers.</summary>
internal static class Coverage
{
    private const double LengthOfMarker = 10; // units of line that weigh as much as a marker
    private const double Beside = 2; // units; what ends as near as this is disturbed too
    private const double AreaOfMarker = 100; // square units of a bar or band

    public static double Of(Shape shape, Box box)
    {
        switch (shape)
        {
            case MarkerShape marker: return box.Grown(marker.Radius).Contains(marker.Center) ? 1 : 0;
            case DotsShape dots: return dots.Centers.Count(box.Grown(dots.Radius).Contains);
            case FillShape fill: return PolygonClipping.Area(PolygonClipping.Clip(fill.Points, box.Grown(Beside))) / AreaOfMarker;
            case StrokeShape stroke:
                double length = 0;
                Box reach = box.Grown(stroke.Width);
                for (int i = 1; i < stroke.Points.Count; i++)
                    length += PolylineClipping.LengthInside(stroke.Points[i - 1], stroke.Points[i], reach);
                return length / LengthOfMarker;
            default: return 0;
        }
    }
}
