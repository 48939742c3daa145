using BnLab.Output.Drawing.Lettering;
using BnLab.Results;

namespace BnLab.Output.Drawing.Layout;

/// <summary>A panel of small pictures with captions, and no axes.</summary>
internal sealed class ImagePanelLayout(Panel panel, ImageGridSeries grid, TypeSizes sizes, Theme theme) : PanelLayout(panel, sizes, theme)
{
    private const double Snap = 0.5; // units; a whole pixel at the usual scale of two

    /// <inheritdoc/>
    public override HiddenNote Note { get; } = new("", "");

    /// <inheritdoc/>
    public override double SpaceBelow => 0;

    /// <inheritdoc/>
    public override double SpaceLeft => 0;

    /// <inheritdoc/>
    public override double SpaceRight => 0;

    private double CaptionHeight => grid.Images.Any(image => image.Caption.Length > 0) ? Sizes.Caption : 0;

    /// <inheritdoc/>
    public override void Fit(double width, double height)
    {
        // Pictures have no labels to choose.
    }

    /// <inheritdoc/>
    public override bool MakeHeadroom(Box plot) => false;

    /// <inheritdoc/>
    public override IEnumerable<Shape> Shapes(Box plot, Box room) => [.. Inside(plot), .. Heading(plot)];

    /// <summary>The pictures and their captions.</summary>
    public IEnumerable<Shape> Inside(Box plot) => grid.Images.Count == 0 ? Nothing(plot) : Pictures(plot);

    private IEnumerable<Shape> Pictures(Box plot)
    {
        int columns = Math.Clamp(grid.Columns, 1, grid.Images.Count), rows = (grid.Images.Count + columns - 1) / columns;
        double gap = Sizes.PictureGap;
        double width = (plot.Width - ((columns - 1) * gap)) / columns;
        double height = (plot.Height - ((rows - 1) * gap)) / rows;
        double pictureHeight = height - CaptionHeight;
        if (width < 1 || pictureHeight < 1) yield break;

        double scale = grid.Images.Min(image => Scale(image, width, pictureHeight));
        double across = grid.Images.Max(image => image.Width * scale), down = grid.Images.Max(image => image.Height * scale) + CaptionHeight;

        // Pictures keep together: what is left over goes around them.
        double widest = grid.Images.Max(image => TextLine.Set(image.Caption, Sizes.TickLabel).Width);
        double stepX = Math.Min(width, Math.Max(across, widest)) + gap, stepY = Math.Min(height, down) + gap;
        for (int i = 0; i < grid.Images.Count; i++)
        {
            SmallImage image = grid.Images[i];
            double left = Snapped(plot.Left + (i % columns * stepX)), top = Snapped(plot.Top + (i / columns * stepY));
            Box box = new(left, top, Point2.Round(left + (image.Width * scale)), Point2.Round(top + (image.Height * scale)));
            if (image.Width > 0 && image.Height > 0) yield return new ImageShape(box, image.Width, image.Height, Rgba(image)) { Tip = image.Caption };
            TextLine caption = TextLine.Fit(image.Caption, Sizes.TickLabel, stepX - gap);
            if (caption.Glyphs.Count > 0)
                yield return new TextShape(caption, new Point2(left, box.Bottom + (0.5 * Sizes.Gap) + caption.Ascent).Rounded(), Theme.Ink);
        }
    }

    /// <summary>How high a plot must be for all pictures of a grid to be as large as its width allows, without captions.</summary>
    public static double HeightFor(ImageGridSeries grid, double width, double gap)
    {
        int columns = Math.Clamp(grid.Columns, 1, grid.Images.Count), rows = (grid.Images.Count + columns - 1) / columns;
        double room = (width - ((columns - 1) * gap)) / columns;
        double scale = grid.Images.Min(image => Scale(image, room, double.PositiveInfinity));
        return (rows * grid.Images.Max(image => image.Height * scale)) + ((rows - 1) * gap);
    }

    /// <summary>Units to a pixel: halves of units where that is possible, so that all pixels become equally large.</summary>
    private static double Scale(SmallImage image, double width, double height)
    {
        double scale = Math.Min(width / Math.Max(1, image.Width), height / Math.Max(1, image.Height));
        return scale >= 1 ? Snapped(scale) : scale;
    }

    private static double Snapped(double value) => Math.Floor(value / Snap) * Snap;

    private static byte[] Rgba(SmallImage image)
    {
        var pixels = new byte[image.Width * image.Height * 4];
        for (int i = 0; i < pixels.Length / 4; i++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                int at = (3 * i) + channel;
                pixels[(4 * i) + channel] = at < image.Rgb.Length ? image.Rgb[at] : (byte)0;
            }

            pixels[(4 * i) + 3] = 255;
        }

        return pixels;
    }
}
