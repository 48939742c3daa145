using System.Xml.Linq;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>Draws figures with ScottPlot: PNG and SVG from the same plots.</summary>
internal sealed class ScottPlotRenderer(Theme? theme = null) : IFigureRenderer
{
    private readonly Theme _theme = theme ?? Theme.Light;

    /// <inheritdoc/>
    public byte[] Png(Figure figure, FigureSize size)
    {
        size.Validate();
        using var alone = FigurePlot.Drawing.EnterScope();
        FigurePlot plot = new(figure, size, _theme, isVector: false);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque)) ?? throw new IOException($"a figure of {size.Width}x{size.Height} pixels: not enough memory; choose a smaller --size");
        surface.Canvas.Scale(size.Width / plot.Sheet.Width, size.Height / plot.Sheet.Height);
        plot.Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return PngDensity.Add(png.AsSpan(), size.DotsPerInch);
    }

    /// <inheritdoc/>
    public string Svg(Figure figure, FigureSize size)
    {
        size.Validate();
        using var alone = FigurePlot.Drawing.EnterScope();
        FigurePlot plot = new(figure, size, _theme, isVector: true);
        XElement svg = SvgDocument.Of(plot, size);
        string description = FigureDescription.Of(figure, plot.Panels);
        svg.SetAttributeValue("role", "img");
        svg.SetAttributeValue("aria-label", description);
        svg.AddFirst(new XElement(SvgDocument.Svg + "title", description));
        return svg.ToString(SaveOptions.DisableFormatting) + "\n";
    }
}
