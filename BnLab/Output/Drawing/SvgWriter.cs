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

    private SvgWriter()
    {
    }

    public static string Write(Picture picture)
    {
        SvgWriter writer = new();
        writer.Document(picture);
        return writer._svg.ToString();
    }

    private void Document(Picture picture)
    {
        (string width, string height) = (Number(picture.Width), Number(picture.Height));
        string words = SvgText.Escape(picture.Description);
        _svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" ");
        _svg.Append($"viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{words}\">\n<title>{words}</title>\n");
        _svg.Append($"<rect width=\"100%\" height=\"100%\" fill=\"{picture.Paper.Css}\"/>\n");
        _svg.Append("<g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
        foreach (Shape shape in picture.Shapes) Add(shape);
        _svg.Append("</g>\n</svg>\n");
    }

    private void Add(Shape shape)
    {
        switch (shape)
        {
            case StrokeShape stroke: Add(stroke); break;
            case FillShape fill: _svg.Append($"<path d=\"{SvgText.Polyline(fill.Points)}z\"{Fill(fill.Colour)}/>\n"); break;
            case MarkerShape marker: Add(marker); break;
            case DotsShape dots: Add(dots); break;
            case ImageShape image: Add(image); break;
            case TextShape text: Add(text); break;
        }
    }

    private void Add(StrokeShape stroke)
    {
        _svg.Append($"<path d=\"{SvgText.Polyline(stroke.Points)}\" stroke=\"{stroke.Colour.Css}\" stroke-width=\"{Number(stroke.Width)}\"");
        if (stroke.Colour.Alpha < 255) _svg.Append($" stroke-opacity=\"{Opacity(stroke.Colour)}\"");
        if (stroke.Dash.Count > 0) _svg.Append($" stroke-dasharray=\"{string.Join(' ', stroke.Dash.Select(Number))}\"");
        if (stroke.IsRule) _svg.Append(" stroke-linecap=\"square\"");
        _svg.Append("/>\n");
    }

    private void Add(MarkerShape marker)
    {
        if (marker.Kind == MarkerKind.Circle)
            _svg.Append($"<circle cx=\"{Number(marker.Center.X)}\" cy=\"{Number(marker.Center.Y)}\" r=\"{Number(marker.Radius)}\"");
        else
        {
            Point2[] corners = [.. MarkerOutline.Corners(marker.Kind).Select(corner => marker.Center + (corner * marker.Radius))];
            _svg.Append($"<path d=\"{SvgText.Polyline(corners)}z\"");
        }

        _svg.Append(Fill(marker.Colour));
        if (marker.Halo is { } halo)
            _svg.Append($" stroke=\"{halo.Css}\" stroke-width=\"{Number(2 * MarkerShape.HaloWidth)}\" paint-order=\"stroke\"");
        _svg.Append("/>\n");
    }

    private void Add(DotsShape dots)
    {
        _svg.Append($"<path stroke=\"{dots.Colour.Css}\" stroke-width=\"{Number(2 * dots.Radius)}\"");
        if (dots.Colour.Alpha < 255) _svg.Append($" stroke-opacity=\"{Opacity(dots.Colour)}\"");
        _svg.Append(" d=\"");
        foreach (Point2 center in dots.Centers) _svg.Append($"M{Number(center.X)} {Number(center.Y)}h0");
        _svg.Append("\"/>\n");
    }

    private void Add(ImageShape image)
    {
        Box box = image.Box;
        _svg.Append($"<image x=\"{Number(box.Left)}\" y=\"{Number(box.Top)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" ");
        _svg.Append("preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" ");
        _svg.Append($"href=\"data:image/png;base64,{Convert.ToBase64String(PngEncoder.Encode(image))}\"/>\n");
    }

    private void Add(TextShape text)
    {
        TextLine line = text.Line;
        if (line.Glyphs.All(placed => placed.Glyph.Steps.Count == 0)) return;
        string turn = text.RunsUp ? " rotate(-90)" : "";
        string unit = (line.Size / StrokeFont.Em).ToString("0.#####", CultureInfo.InvariantCulture);
        _svg.Append($"<g role=\"img\" aria-label=\"{SvgText.Escape(line.Plain)}\" stroke=\"{text.Colour.Css}\" ");
        _svg.Append($"transform=\"translate({Number(text.Start.X)} {Number(text.Start.Y)}){turn} scale({unit})\">");
        foreach (IGrouping<double, PlacedGlyph> pen in line.Glyphs.GroupBy(placed => PicturePainter.PenWidth(line, placed)))
        {
            string path = SvgText.Glyphs(pen);
            if (path.Length > 0) _svg.Append($"<path stroke-width=\"{Number(pen.Key)}\" d=\"{path}\"/>");
        }

        _svg.Append("</g>\n");
    }

    private static string Fill(Colour colour) =>
        $" fill=\"{colour.Css}\"" + (colour.Alpha < 255 ? $" fill-opacity=\"{Opacity(colour)}\"" : "");

    private static string Opacity(Colour colour) => Number(colour.Alpha / 255.0);

    private static string Number(double value) => SvgText.Number(value);
}
