using BnLab.Output.Drawing;
using BnLab.Output.Drawing.Layout;
using BnLab.Output.Drawing.Raster;
using BnLab.Results;

namespace BnLab.Output;

/// <summary>
/// The renderer that is always there: managed code alone, with its own lettering. PNG and SVG come from one layout, so they
/// show the same picture, and the picture does not depend on the machine. (The bytes of a PNG also depend on the runtime's
/// compressor; the pixels do not.)
/// </summary>
/// <param name="theme">The colours; null for <see cref="Theme.Light"/>.</param>
public sealed class BuiltInRenderer(Theme? theme = null) : IFigureRenderer
{
    private readonly Theme _theme = theme ?? Theme.Light;

    /// <inheritdoc/>
    public string Name => "builtin";

    /// <inheritdoc/>
    public byte[] Png(Figure figure, FigureSize size)
    {
        Picture picture = Arrange(figure, size, _theme);
        Canvas canvas = PicturePainter.Paint(picture, size.Width, size.Height, size.Scale);
        return PngEncoder.Encode(canvas, size.DotsPerInch);
    }

    /// <inheritdoc/>
    public string Svg(Figure figure, FigureSize size) => SvgWriter.Write(Arrange(figure, size, _theme));

    /// <summary>The style sheet of a page with <see cref="Inline"/> figures: their colours in a light and in a dark theme.</summary>
    public static string InlineStyle => SvgColours.Style;

    /// <summary>What a page with <see cref="Inline"/> figures has once, before them: the glyphs of their texts.</summary>
    public static string InlineGlyphs => SvgGlyphs.Sheet;

    /// <summary>
    /// The figure as an svg element inside of a page that has <see cref="InlineStyle"/> and <see cref="InlineGlyphs"/>: its colours follow the reader's
    /// theme, and each point tells its values as a tooltip. It needs no script and fits the page's width.
    /// </summary>
    /// <param name="figure">What to draw.</param>
    /// <param name="size">How large.</param>
    public static string Inline(Figure figure, FigureSize size) => SvgWriter.WriteInline(Arrange(figure, size, Theme.Light));

    private static Picture Arrange(Figure figure, FigureSize size, Theme theme)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(size);
        size.Validate();
        return FigureLayout.Arrange(figure, size.Width / size.Scale, size.Height / size.Scale, theme);
    }
}
