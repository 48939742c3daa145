using System.Numerics.Tensors;

namespace BnLab.Data;

/// <summary>Paints images: a class's view, with colours, places and light drawn for each image.</summary>
internal sealed class SyntheticPainter
{
    private const int Side = SyntheticImages.Side;
    private const int Plane = Side * Side;

    // How far an image's colours differ from its view's. The parts' brightness varies more than the views differ,
    // so that the classes overlap and an object is often darker where it usually is lighter.
    private const float WholeBrightness = 8;
    private const float WholeWarmth = 9;
    private const float PartBrightness = 42;
    private const float PartWarmth = 12;

    // How far a part is moved from its place, in pixels and each way.
    private const int Stray = 9;

    // Light and texture: a window on one large landscape of clouds, of random contrast, faintly coloured. All
    // grains have the same amplitude, except the finest, which a lens and a sensor blur.
    private const float Contrast = 46;
    private const float ContrastSpread = 0.4f;
    private const float LightTint = 0.1f;
    private const int CoarseSide = 4;
    private const int LandscapeSide = 256;
    private static readonly float[] LandscapeAmplitudes = [1, 1, 1, 1, 1, 1, 0.35f];

    // The mean colour of the photographs in CIFAR-10; the half rounds to the nearest byte.
    private static readonly SyntheticColour Grey = new(126.5f, 123.5f, 114.5f);

    private readonly float[] _landscape; // (LandscapeSide, LandscapeSide)
    private readonly float[] _light = new float[Plane]; // (Side, Side)
    private readonly float[] _thing = new float[Plane]; // (Side, Side)
    private readonly float[] _ground = new float[Plane]; // (Side, Side)
    private readonly float[] _sum = new float[Plane]; // (Side, Side)

    public SyntheticPainter(CounterRandom random) =>
        _landscape = FractalField.Make(ref random, CoarseSide, LandscapeAmplitudes);

    /// <summary>Paints one image of a view: the red plane, the green and the blue, (3, Side, Side).</summary>
    public void Paint(SyntheticView view, CounterRandom random, Span<byte> image)
    {
        int last = LandscapeSide - Side;
        Crop(_landscape, LandscapeSide, random.Next(last + 1), random.Next(last + 1), _light);
        CropPart(ref random, view.Thing, _thing);
        CropPart(ref random, view.Ground, _ground);

        SyntheticColour whole = Grey + view.Colour + SyntheticColour.Draw(ref random, WholeBrightness, WholeWarmth);
        SyntheticColour thing = view.ThingColour + SyntheticColour.Draw(ref random, PartBrightness, PartWarmth);
        SyntheticColour ground = view.GroundColour + SyntheticColour.Draw(ref random, PartBrightness, PartWarmth);
        float contrast = Contrast * (1 + (ContrastSpread * random.NextNormal()));
        SyntheticColour light = new SyntheticColour(contrast, contrast, contrast)
            + SyntheticColour.Draw(ref random, 0, LightTint * contrast);

        PaintPlane(whole.Red, light.Red, thing.Red, ground.Red, image[..Plane]);
        PaintPlane(whole.Green, light.Green, thing.Green, ground.Green, image.Slice(Plane, Plane));
        PaintPlane(whole.Blue, light.Blue, thing.Blue, ground.Blue, image.Slice(2 * Plane, Plane));
    }

    // whole + light · landscape + thing · its shape + ground · its shape, clipped to bytes as by a camera.
    private void PaintPlane(float whole, float light, float thing, float ground, Span<byte> plane)
    {
        TensorPrimitives.Multiply(_light, light, _sum);
        TensorPrimitives.MultiplyAdd(_thing, thing, _sum, _sum);
        TensorPrimitives.MultiplyAdd(_ground, ground, _sum, _sum);
        TensorPrimitives.Add(_sum, whole, _sum);
        TensorPrimitives.Clamp<float>(_sum, 0, byte.MaxValue, _sum);
        ReadOnlySpan<float> sum = _sum;
        for (int i = 0; i < plane.Length; i++) plane[i] = (byte)float.ConvertToIntegerNative<int>(sum[i]);
    }

    private static void CropPart(ref CounterRandom random, float[] shape, Span<float> crop)
    {
        const int Middle = (SyntheticView.Side - Side) / 2;
        int top = Middle - Stray + random.Next((2 * Stray) + 1);
        int left = Middle - Stray + random.Next((2 * Stray) + 1);
        Crop(shape, SyntheticView.Side, top, left, crop);
    }

    private static void Crop(float[] field, int side, int top, int left, Span<float> crop)
    {
        for (int row = 0; row < Side; row++)
            field.AsSpan(((top + row) * side) + left, Side).CopyTo(crop[(row * Side)..]);
    }
}
