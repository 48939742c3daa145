using ScottPlot;
using SkiaSharp;

namespace BnLab.Output.Plotting;

/// <summary>What a plot draws besides series: it influences neither the limits of axes nor legends.</summary>
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
        using SKPaint paint = new()
        {
            Color = style.FillColor.ToSKColor(),
            StrokeWidth = style.Size * 0.75f,
            StrokeCap = SKStrokeCap.Round,
            Style = SKPaintStyle.Stroke,
            IsAntialias = true,
        };
        using SKPath path = new();
        foreach (Pixel at in points.Select(Axes.GetPixel))
        {
            path.MoveTo(MathF.Round(at.X, 1), MathF.Round(at.Y, 1)); // more digits are not visible, and an SVG is half as long
            path.RLineTo(0, 0.01f); // a line without a length has no round ends
        }

        rp.Canvas.DrawPath(path, paint);
    }
}

/// <summary>Small pictures with captions, as large as there is room for, with sharp pixels that are all equally large.</summary>
internal sealed class ImageGrid(ImageGridSeries grid, Theme theme) : Plottable
{
    private const float Gap = 8, CaptionSize = PlotStyle.TickSize, CaptionHeight = 17;
    private const double Snap = 0.5; // units: a whole pixel at the usual scale of two

    private readonly int _columns = Math.Clamp(grid.Columns, 1, Math.Max(1, grid.Images.Count));

    private int Rows => (grid.Images.Count + _columns - 1) / _columns;

    private float Caption => grid.Images.Any(image => image.Caption.Length > 0) ? CaptionHeight : 0;

    /// <summary>The height of a plot of some width in which all pictures are as large as that width allows.</summary>
    public double HeightFor(float width)
    {
        double scale = Scale(width, double.PositiveInfinity);
        return (Rows * (grid.Images.Max(image => image.Height * scale) + Caption)) + ((Rows - 1) * Gap);
    }

    public IEnumerable<(SmallImage Image, PixelRect Rect)> Places(PixelRect plot)
    {
        double scale = Scale(plot.Width, plot.Height);
        double widest = grid.Images.Max(image => PlotFont.Width(PlotText.Drawable(image.Caption), CaptionSize)), room = Room(plot.Width, _columns);

        // Pictures stay together, with the remaining space around them.
        double stepX = Math.Min(room, Math.Max(grid.Images.Max(image => image.Width * scale), widest)) + Gap;
        double stepY = grid.Images.Max(image => image.Height * scale) + Caption + Gap;
        for (int i = 0; i < grid.Images.Count; i++)
        {
            float left = (float)Snapped(plot.Left + (i % _columns * stepX)), top = (float)Snapped(plot.Top + (i / _columns * stepY));
            yield return (grid.Images[i], new(left, left + (float)(grid.Images[i].Width * scale), top + (float)(grid.Images[i].Height * scale), top));
        }
    }

    public override void Render(RenderPack rp)
    {
        foreach ((SmallImage image, PixelRect rect) in Places(rp.DataRect))
        {
            if (image.Width > 0 && image.Height > 0)
            {
                using SKImage pixels = Pixels(image);
                rp.Canvas.DrawImage(pixels, rect.ToSKRect(), new SKSamplingOptions(SKFilterMode.Nearest));
            }

            string text = PlotText.Fit(image.Caption, Room(rp.DataRect.Width, _columns), CaptionSize);
            LabelStyle caption = new() { Text = text, FontSize = CaptionSize, ForeColor = theme.Ink };
            caption.Render(rp.Canvas, new Pixel(rect.Left, rect.Bottom + 1), rp.Paint);
        }
    }

    private static float Room(float width, int columns) => (width - ((columns - 1) * Gap)) / columns;

    /// <summary>Units of a pixel; multiples of half a unit where possible.</summary>
    private double Scale(double width, double height)
    {
        double room = Room((float)width, _columns), down = ((height - ((Rows - 1) * Gap)) / Rows) - Caption;
        double scale = Math.Max(0.01, grid.Images.Min(image => Math.Min(room / Math.Max(1, image.Width), down / Math.Max(1, image.Height))));
        return scale >= 1 ? Snapped(scale) : scale;
    }

    private static double Snapped(double value) => Math.Floor(value / Snap) * Snap;

    /// <summary>RGBA; bytes that are missing are 0.</summary>
    private static SKImage Pixels(SmallImage image)
    {
        var pixels = new byte[image.Width * image.Height * 4];
        for (int i = 0; i < pixels.Length; i++)
        {
            int at = (i / 4 * 3) + (i % 4);
            pixels[i] = i % 4 == 3 ? (byte)255 : at < image.Rgb.Length ? image.Rgb[at] : (byte)0;
        }

        return SKImage.FromPixelCopy(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), pixels);
    }
}
