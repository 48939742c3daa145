using System.Buffers.Binary;
using System.Xml.Linq;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>PNG and SVG from the same plots.</summary>
internal sealed class ScottPlotRenderer(Theme? theme = null) : IFigureRenderer
{
    private const int HeaderEnd = 8 + 25; // of a PNG: the signature and the chunk IHDR, which have fixed lengths

    private readonly Theme _theme = theme ?? Theme.Light;

    public byte[] Png(Figure figure, FigureSize size)
    {
        using var alone = FigurePlot.Drawing.EnterScope();
        FigurePlot plot = new(figure, size, _theme, isVector: false);
        SKImageInfo info = new(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(info)
            ?? throw new IOException($"a figure of {size.Width}x{size.Height} pixels: not enough memory; choose a smaller --size");
        surface.Canvas.Scale(size.Width / plot.Sheet.Width, size.Height / plot.Sheet.Height);
        plot.Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return [.. png.AsSpan()[..HeaderEnd], .. Density(size.DotsPerInch), .. png.AsSpan()[HeaderEnd..]];
    }

    public string Svg(Figure figure, FigureSize size)
    {
        using var alone = FigurePlot.Drawing.EnterScope();
        FigurePlot plot = new(figure, size, _theme, isVector: true);
        XElement svg = SvgDocument.Of(plot, size);
        svg.AddFirst(new XElement(SvgDocument.Svg + "title", plot.Description));
        return svg.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>The chunk pHYs, which Skia leaves out (PNG specification, section 11.3.4.3).</summary>
    private static byte[] Density(double dotsPerInch)
    {
        int dotsPerMetre = (int)Math.Round(dotsPerInch * (1 / 0.0254));
        byte[] chunk = new byte[4 + 4 + 9 + 4]; // length, name, data, checksum
        BinaryPrimitives.WriteInt32BigEndian(chunk, 9);
        "pHYs"u8.CopyTo(chunk.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(12), dotsPerMetre);
        chunk[16] = 1; // the unit is the metre
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc32(chunk.AsSpan(4, 4 + 9)));
        return chunk;
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint sum = ~0u;
        foreach (byte value in bytes)
        {
            sum ^= value;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
