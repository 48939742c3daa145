namespace BnLab.Tests.Data;

/// <summary>A set of small images of ten classes, made by a formula that a reference computation can repeat.</summary>
internal static class TinyImages
{
    public static ImageSet Make(int count = 120, int side = 4) => new(
        "tiny", "a formula", new ImageShape(1, side, side), Mnist.ClassNames,
        [
            .. from i in Enumerable.Range(0, count)
               from j in Enumerable.Range(0, side * side)
               select (byte)(((i * 7) + (j * 13) + (i % 10 * (j % 7) * 5)) % 256),
        ],
        [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
}
