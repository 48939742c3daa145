using BnLab.Output.Drawing.Lettering;

namespace BnLab.Output.Drawing.Raster;

/// <summary>Paints a picture's shapes in pixels.</summary>
internal sealed class PicturePainter
{
    private readonly Canvas _canvas;
    private readonly Rasterizer _rasterizer;
    private readonly double _scale;

    private PicturePainter(Canvas canvas, double scale)
    {
        _canvas = canvas;
        _rasterizer = new(canvas);
        _scale = scale;
    }

    public static Canvas Paint(Picture picture, int width, int height, double scale)
    {
        Canvas canvas = new(width, height, picture.Paper);
        PicturePainter painter = new(canvas, scale);
        foreach (Shape shape in picture.Shapes) painter.Paint(shape);
        return canvas;
    }

    private void Paint(Shape shape)
    {
        switch (shape)
        {
            case StrokeShape { IsRule: true } rule: PaintRule(rule); break;
            case StrokeShape stroke: PaintStroke(stroke); break;
            case ValuesShape or FillShape { Colour.Alpha: 0 }: return; // only tells its values, in an SVG
            case FillShape fill: _rasterizer.AddPolygon(Scaled(fill.Points)); break;
            case MarkerShape marker: PaintMarker(marker); break;
            case DotsShape dots: AddDots(dots); break;
            case ImageShape image: ImageScaling.Paint(image, _canvas, _scale); break;
            case TextShape text: PaintText(text); break;
        }

        _rasterizer.Fill(shape.Colour);
    }

    /// <summary>An upright rule covers whole pixels: at least one, and the same number wherever it falls.</summary>
    private void PaintRule(StrokeShape rule)
    {
        double width = Math.Max(1, Math.Round(rule.Width * _scale));
        Point2 a = rule.Points[0] * _scale, b = rule.Points[^1] * _scale;
        bool upright = a.X == b.X;
        if (upright) (a, b) = (new(a.Y, a.X), new(b.Y, b.X));
        double from = Math.Round(Math.Min(a.X, b.X) - (width / 2)), to = Math.Round(Math.Max(a.X, b.X) + (width / 2));
        double near = Math.Round(a.Y - (width / 2)), far = near + width;
        Point2[] corners = [new(from, near), new(to, near), new(to, far), new(from, far)];
        if (upright) corners = [.. corners.Select(corner => new Point2(corner.Y, corner.X))];
        _rasterizer.AddPolygon(corners);
    }

    private void PaintStroke(StrokeShape stroke)
    {
        Point2[] points = Scaled(stroke.Points);
        Stroker stroker = new(_rasterizer, stroke.Width * _scale);
        if (stroke.Dash.Count == 0)
        {
            stroker.Add(points, closed: false, roundEnds: true);
            return;
        }

        double[] dash = [.. stroke.Dash.Select(length => length * _scale)];
        foreach (IReadOnlyList<Point2> piece in Dasher.Cut(points, dash)) stroker.Add(piece, closed: false, roundEnds: true);
    }

    private void PaintMarker(MarkerShape marker)
    {
        Point2 center = marker.Center * _scale;
        double radius = marker.Radius * _scale;
        Point2[] outline = marker.Kind == MarkerKind.Circle
            ? Flattening.Circle(radius)
            : [.. MarkerOutline.Corners(marker.Kind).Select(corner => corner * radius)];
        for (int i = 0; i < outline.Length; i++) outline[i] += center;
        if (marker.Halo is { } halo)
        {
            new Stroker(_rasterizer, 2 * MarkerShape.HaloWidth * _scale).Add(outline, closed: true, roundEnds: false);
            _rasterizer.AddPolygon(outline);
            _rasterizer.Fill(halo);
        }

        _rasterizer.AddPolygon(outline);
    }

    private void AddDots(DotsShape dots)
    {
        Point2[] circle = Flattening.Circle(dots.Radius * _scale), outline = new Point2[circle.Length];
        foreach (Point2 center in dots.Centers)
        {
            for (int i = 0; i < outline.Length; i++) outline[i] = circle[i] + (center * _scale);
            _rasterizer.AddPolygon(outline);
        }
    }

    private void PaintText(TextShape text)
    {
        TextLine line = text.Line;
        double unit = line.Size / StrokeFont.Em;
        List<Point2> points = [];
        foreach (PlacedGlyph placed in line.Glyphs)
        {
            Stroker stroker = new(_rasterizer, PenWidth(line, placed) * unit * _scale);
            Point2 Place(Point2 p)
            {
                double x = (placed.X + (p.X * placed.Scale)) * unit, y = (placed.Y + (p.Y * placed.Scale)) * unit;
                return (text.Start + (text.RunsUp ? new Point2(y, -x) : new(x, y))) * _scale;
            }

            foreach (PathStep step in placed.Glyph.Steps)
            {
                if (step.Kind == StepKind.Move) Finish();
                if (step.Kind == StepKind.Curve)
                    Flattening.AddCubic(points, points[^1], Place(step.First), Place(step.Second), Place(step.To));
                else
                    points.Add(Place(step.To));
            }

            Finish();
            void Finish()
            {
                if (points.Count > 0) stroker.Add(points, points.Count > 2 && points[0] == points[^1], roundEnds: true);
                points.Clear();
            }
        }
    }

    /// <summary>Raised and lowered characters get a finer pen, but not as much finer as they are smaller.</summary>
    public static double PenWidth(TextLine line, PlacedGlyph placed) => line.Weight * (1 + placed.Scale) / 2;

    private Point2[] Scaled(IReadOnlyList<Point2> points)
    {
        var scaled = new Point2[points.Count];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = points[i] * _scale;
        return scaled;
    }
}
