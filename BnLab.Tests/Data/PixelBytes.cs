namespace BnLab.Tests.Data;

/// <summary>The pixels of a whole set at once.</summary>
internal static class PixelBytes
{
    /// <summary>All images, one after the other.</summary>
    public static byte[] Of(ImageSet images)
    {
        var pixels = new byte[images.Count * images.Shape.Length];
        images.Pixels.Read(0, pixels);
        return pixels;
    }
}
