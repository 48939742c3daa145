namespace BnLab.Data;

/// <summary>
/// One of the views that a class consists of, as cars from the side and cars from the front are: the outlines of an object
/// and of the ground under it, and their usual colours.
/// </summary>
/// <remarks>A linear classifier can learn the usual colours. The outlines need more: they appear lighter or darker, in varying places.</remarks>
internal sealed class SyntheticView
{
    /// <summary>The side of a shape: an image's, and margins for moving it.</summary>
    public const int Side = 64;

    // The spread of the usual colours. Wider ones separate the classes for every classifier; those of the parts
    // matter more for classifiers that recognize where in the image a colour is.
    private const float WholeBrightness = 16;
    private const float WholeWarmth = 20;
    private const float PartBrightness = 24;
    private const float PartWarmth = 18;

    // Outlines are smooth over about 8 pixels, and sharp within one: objects, not clouds.
    private const int CoarseSide = 4;
    private const float Steepness = 2.5f;
    private static readonly float[] OutlineAmplitudes = [1, 0.6f, 0.3f, 0, 0];

    // The object is in the middle, as in most photographs.
    private const float Bulge = 2;
    private const float Radius = 12;

    public SyntheticView(CounterRandom random)
    {
        Colour = SyntheticColour.Draw(ref random, WholeBrightness, WholeWarmth);
        ThingColour = SyntheticColour.Draw(ref random, PartBrightness, PartWarmth);
        GroundColour = SyntheticColour.Draw(ref random, PartBrightness, PartWarmth);
        Thing = Shape(ref random, Bulge);
        Ground = Shape(ref random, bulge: 0);
    }

    public SyntheticColour Colour { get; } // the usual difference of the whole image from grey

    public SyntheticColour ThingColour { get; } // of the object from its background

    public SyntheticColour GroundColour { get; } // of the ground from the rest

    public float[] Thing { get; } // (Side, Side): 1/2 inside the object, -1/2 outside

    public float[] Ground { get; } // (Side, Side): 1/2 inside the ground, -1/2 outside

    private static float[] Shape(ref CounterRandom random, float bulge)
    {
        const float Centre = (Side - 1) / 2f;
        float[] shape = FractalField.Make(ref random, CoarseSide, OutlineAmplitudes);
        for (int i = 0; i < shape.Length; i++)
        {
            float x = ((i % Side) - Centre) / Radius;
            float y = ((i / Side) - Centre) / Radius;
            float height = shape[i] + (bulge * Math.Max(1 - (x * x) - (y * y), -2));
            shape[i] = Math.Clamp(Steepness * height, -0.5f, 0.5f);
        }

        return shape;
    }
}

/// <summary>A colour, or a difference of two colours, in steps of the byte range.</summary>
internal readonly record struct SyntheticColour(float Red, float Green, float Blue)
{
    /// <summary>
    /// A random colour of mean 0. In photographs the three channels vary together, with the light; the rest is mostly warm
    /// against cold, and a little green against purple. Brightness is the standard deviation of what the channels share,
    /// warmth that of half the difference of red and blue.
    /// </summary>
    public static SyntheticColour Draw(ref CounterRandom random, float brightness, float warmth)
    {
        const float GreenToWarm = 0.35f;
        float grey = brightness * random.NextNormal();
        float warm = warmth * random.NextNormal();
        float green = GreenToWarm * warmth * random.NextNormal();
        return new SyntheticColour(grey + warm - green, grey + green, grey - warm - green);
    }

    public static SyntheticColour operator +(SyntheticColour a, SyntheticColour b) =>
        new(a.Red + b.Red, a.Green + b.Green, a.Blue + b.Blue);
}
