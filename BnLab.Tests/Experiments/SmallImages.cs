namespace BnLab.Tests.Experiments;

/// <summary>A handful of small images of two classes that can be told apart: for experiments that are run whole.</summary>
internal static class SmallImages
{
    public const int Count = 60;

    public static ImageSet Make(int height = 6, int width = 8)
    {
        var random = new BnLab.Numerics.NumpyRandom(33);
        var shape = new ImageShape(2, height, width);
        var pixels = new byte[Count * shape.Length];
        var labels = new byte[Count];
        for (int i = 0; i < pixels.Length; i++)
        {
            int image = i / shape.Length;
            labels[image] = (byte)(image % 2);
            bool bright = (i % shape.Length < shape.Length / 2) == (labels[image] == 0); // one channel is brighter
            pixels[i] = (byte)(random.NextInteger(128) + (bright ? 64 : 0));
        }

        return new("small", "here", shape, ["a", "b"], pixels, labels);
    }
}
