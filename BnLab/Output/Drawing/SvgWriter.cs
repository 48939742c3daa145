using System.Globalization;
using System.Text;
using BnLab.Output.Drawing.Lettering;
using BnLab.Output.Drawing.Raster;

namespace BnLab.Output.Drawing;

/// <summary>
/// Writes a picture as SVG. Text is drawn with the same strokes as in the PNG, so it needs no font and cannot shift; each
/// line of it carries its words in aria-label.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder _svg = new();
    private readonly bool _isInline;
    private readonly SvgColours _colours;
    private readonly int _parts; // of a unit, that paths are written to: a page shows figures in about their natural size

    private SvgWriter(bool isInline) => (_isInline, _colours, _parts) = (isInline, isInline ? SvgColours.Adaptive : SvgColours.Plain, isInline ? 10 : 100);

    /// <summary>A file of its own.</summary>
    public static string Write(Picture picture) => Write(picture, isInline: false);

    /// <summary>
    /// An element of a page that has <see cref="SvgColours.Style"/> and <see cref="SvgGlyphs.Sheet"/>: it follows the page's light or dark theme, and points
    /// tell their values to whoever hovers over them.
    /// </summary>
    public static string WriteInline(Picture picture) => Write(picture, isInline: true);

    private static string Write(Picture picture, bool isInline)
    {
        SvgWriter writer = new(isInline);
        writer.Document(picture);
        return writer._svg.ToString();
    }

    private void Document(Picture picture)
    {
        (string width, string height) = (Number(picture.Width), Number(picture.Height));
        string words = SvgText.Escape(picture.Description);
        _svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" {(_isInline ? $"class=\"{SvgColours.Figure}\" " : "")}width=\"{width}\" height=\"{height}\" ");
        _svg.Append($"viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{words}\">\n");
        if (!_isInline) _svg.Append($"<title>{words}</title>\n"); // in a page it would pop up wherever no point is
        _svg.Append($"<rect width=\"100%\" height=\"100%\"{_colours.Attributes(picture.Paper, null)}/>\n");
        _svg.Append("<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
        for (int i = 0, end; i < picture.Shapes.Count; i = end)
        {
            for (end = i + 1; end < picture.Shapes.Count && AreAlike(picture.Shapes[i], picture.Shapes[end]);) end++;
            var alike = picture.Shapes.Skip(i).Take(end - i);
            if (picture.Shapes[i] is MarkerShape) AddMarkers(alike.Cast<MarkerShape>());
            else if (picture.Shapes[i] is StrokeShape) AddStrokes([.. alike.Cast<StrokeShape>()]);
            else Add(picture.Shapes[i]);
        }

        _svg.Append("</g>\n</svg>\n");
    }

    private void Add(Shape shape)
    {
        switch (shape)
        {
            case FillShape fill: Add(fill); break;
            case DotsShape dots: Add(dots); break;
            case ImageShape image: Add(image); break;
            case TextShape text: Add(text); break;
            case ValuesShape values when _isInline: Add(values); break;
        }
    }

    private void AddStrokes(StrokeShape[] strokes)
    {
        StrokeShape stroke = strokes[0];
        SvgPath path = new(_parts);
        foreach (StrokeShape each in strokes) path.Add(each.Points);
        _svg.Append($"<path d=\"{path}\"{_colours.Attributes(null, stroke.Colour)} stroke-width=\"{Number(stroke.Width)}\"");
        if (stroke.Dash.Count > 0) _svg.Append($" stroke-dasharray=\"{string.Join(' ', stroke.Dash.Select(Number))}\"");
        if (stroke.IsRule) _svg.Append(" stroke-linecap=\"square\"");
        _svg.Append("/>\n");
    }

    private void Add(FillShape fill)
    {
        bool onlyTells = fill.Colour.Alpha == 0;
        if (onlyTells && !_isInline) return;
        _svg.Append($"<path d=\"{SvgPath.Line(fill.Points, _parts)}z\"");
        _svg.Append(onlyTells ? " pointer-events=\"all\"" : _colours.Attributes(fill.Colour, null));
        Close("path", fill.Tip);
    }

    /// <summary>Whether two shapes are markers, or rules, of one look: a row of such names its look once.</summary>
    private static bool AreAlike(Shape a, Shape b) => (a, b) switch
    {
        (MarkerShape one, MarkerShape other) => one.Colour == other.Colour && one.Halo == other.Halo,
        (StrokeShape { IsRule: true } one, StrokeShape { IsRule: true } other) => one.Colour == other.Colour && one.Width == other.Width,
        _ => false,
    };

    private void AddMarkers(IEnumerable<MarkerShape> markers)
    {
        MarkerShape look = markers.First();
        _svg.Append($"<g{_colours.Attributes(look.Colour, look.Halo)}");
        if (look.Halo is not null) _svg.Append($" stroke-width=\"{Number(2 * MarkerShape.HaloWidth)}\" paint-order=\"stroke\"");
        _svg.Append(">\n");
        foreach (MarkerShape marker in markers)
        {
            (string x, string y) = (Coordinate(marker.Center.X), Coordinate(marker.Center.Y));
            if (marker.Kind == MarkerKind.Circle)
            {
                _svg.Append($"<circle cx=\"{x}\" cy=\"{y}\" r=\"{Number(marker.Radius)}\"");
                Close("circle", marker.Tip);
                continue;
            }

            var corners = MarkerOutline.Corners(marker.Kind).Select(corner => corner * marker.Radius);
            _svg.Append($"<path d=\"{new SvgPath(_parts).Add(marker.Center, corners)}\"");
            Close("path", marker.Tip);
        }

        _svg.Append("</g>\n");
    }

    /// <summary>Ends an element; inside a page with what it tells.</summary>
    private void Close(string element, string tip) =>
        _svg.Append(_isInline && tip.Length > 0 ? $"><title>{SvgText.Escape(tip)}</title></{element}>\n" : "/>\n");

    private void Add(DotsShape dots)
    {
        _svg.Append($"<path{_colours.Attributes(null, dots.Colour)} stroke-width=\"{Number(2 * dots.Radius)}\" d=\"");
        foreach (Point2 center in dots.Centers) _svg.Append($"M{Number(center.X)} {Number(center.Y)}h0");
        _svg.Append("\"/>\n");
    }

    private void Add(ImageShape image)
    {
        Box box = image.Box;
        _svg.Append($"<image x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" ");
        _svg.Append("preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" ");
        _svg.Append($"href=\"data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(image))}\"");
        Close("image", image.Tip);
    }

    /// <summary>What has no element of its own to tell its values: they stand in an attribute, which the page's script reads.</summary>
    private void Add(ValuesShape values)
    {
        var points = values.Points.Select(point => $"{Coordinate(point.At.X)} {Coordinate(point.At.Y)} {point.Values.Replace('|', '¦')}");
        _svg.Append($"<g data-name=\"{SvgText.Escape(values.Name)}\" data-points=\"{SvgText.Escape(string.Join('|', points))}\"/>\n");
    }

    private void Add(TextShape text)
    {
        TextLine line = text.Line;
        if (line.Glyphs.All(placed => placed.Glyph.Steps.Count == 0)) return;
        string turn = text.RunsUp ? " rotate(-90)" : "";
        string unit = (line.Size / StrokeFont.Em).ToString("0.#####", CultureInfo.InvariantCulture);
        _svg.Append($"<g role=\"img\" aria-label=\"{SvgText.Escape(line.Plain)}\"{_colours.Attributes(null, text.Colour)} ");
        _svg.Append($"transform=\"translate({Number(text.Start.X)} {Number(text.Start.Y)}){turn} scale({unit})\">");
        foreach (IGrouping<double, PlacedGlyph> pen in line.Glyphs.GroupBy(placed => PicturePainter.PenWidth(line, placed)))
        {
            if (_isInline)
            {
                _svg.Append(SvgGlyphs.Uses([.. pen], pen.Key));
                continue;
            }

            string path = SvgText.Glyphs(pen);
            if (path.Length > 0) _svg.Append($"<path stroke-width=\"{Number(pen.Key)}\" d=\"{path}\"/>");
        }

        _svg.Append("</g>\n");
    }

    /// <summary>A place, as exact as paths are.</summary>
    private string Coordinate(double value) => Number(Math.Round(value * _parts) / _parts);

    private static string Number(double value) => SvgText.Number(value);
}
