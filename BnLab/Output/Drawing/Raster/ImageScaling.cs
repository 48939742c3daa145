namespace BnLab.Output.Drawing.Raster;

/// <summary>
/// Scales small pictures into a canvas. Enlarged pixels keep sharp edges on whole pixels; where several fall into one, it
/// gets their mean.
/// </summary>
internal static class ImageScaling
{
    public static void Paint(ImageShape image, Canvas canvas, double scale)
    {
        int left = Pixel(image.Box.Left * scale), right = Math.Max(left + 1, Pixel(image.Box.Right * scale));
        int top = Pixel(image.Box.Top * scale), bottom = Math.Max(top + 1, Pixel(image.Box.Bottom * scale));
        for (int y = Math.Max(0, top); y < Math.Min(canvas.Height, bottom); y++)
        {
            (int firstRow, int endRow) = Source(y - top, bottom - top, image.Height);
            for (int x = Math.Max(0, left); x < Math.Min(canvas.Width, right); x++)
            {
                (int firstColumn, int endColumn) = Source(x - left, right - left, image.Width);
                Mix(canvas.Pixels.AsSpan(((y * canvas.Width) + x) * 3, 3), image, firstRow, endRow, firstColumn, endColumn);
            }
        }
    }

    private static void Mix(Span<byte> pixel, ImageShape image, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        int red = 0, green = 0, blue = 0, opacity = 0;
        for (int r = firstRow; r < endRow; r++)
        {
            for (int c = firstColumn; c < endColumn; c++)
            {
                ReadOnlySpan<byte> source = image.Rgba.AsSpan(((r * image.Width) + c) * 4, 4);
                red += source[0] * source[3];
                green += source[1] * source[3];
                blue += source[2] * source[3];
                opacity += source[3];
            }
        }

        int whole = 255 * (endRow - firstRow) * (endColumn - firstColumn), clear = whole - opacity;
        pixel[0] = (byte)(((pixel[0] * clear) + red + (whole / 2)) / whole);
        pixel[1] = (byte)(((pixel[1] * clear) + green + (whole / 2)) / whole);
        pixel[2] = (byte)(((pixel[2] * clear) + blue + (whole / 2)) / whole);
    }

    /// <summary>The source's pixels in one pixel of the canvas; when enlarging, the one under its middle.</summary>
    private static (int First, int End) Source(int at, int length, int source)
    {
        if (length >= source)
        {
            int one = (int)(((2L * at) + 1) * source / (2L * length));
            return (one, one + 1);
        }

        int first = (int)((long)at * source / length);
        return (first, Math.Max(first + 1, (int)((at + 1L) * source / length)));
    }

    private static int Pixel(double at) => (int)Math.Round(Math.Clamp(at, -1e6, 1e6));
}
