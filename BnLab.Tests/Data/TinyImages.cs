namespace BnLab.Tests.Data;

/// <summary>A set of small images of ten classes, made by a formula that a reference computation can repeat.</summary>
internal static class TinyImages
{
    public static ImageSet Make(int count = 120, ImageShape? shape = null)
    {
        var extent = shape ?? new(1, 4, 4);
        return new(
            "tiny", "a formula", extent, Mnist.ClassNames,
            [
                .. from i in Enumerable.Range(0, count)
                   from j in Enumerable.Range(0, extent.Length)
                   select (byte)(((i * 7) + (j * 13) + (i % 10 * (j % 7) * 5)) % 256),
            ],
            [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
    }
}

/// <summary>The pixels of a whole set at once.</summary>
internal static class PixelBytes
{
    /// <summary>All images, one after the other.</summary>
    public static byte[] Of(ImageSet images)
    {
        var pixels = new byte[images.Count * images.Shape.Length];
        images.ReadPixels(0, pixels);
        return pixels;
    }
}
