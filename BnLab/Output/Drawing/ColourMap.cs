namespace BnLab.Output.Drawing;

/// <summary>
/// The colours of heat maps, from pale yellow through green-blue to deep violet-blue. Equal steps of the value are equal
/// steps for the eye: the path runs through Björn Ottosson's Oklab space, and is walked at constant speed. Both ends stand
/// off from white and from near-black paper.
/// </summary>
internal static class ColourMap
{
    private const int Count = 256;
    private const int Finer = 16; // steps of the walk to a colour

    // Lightness and the two opponent colours at the path's ends and at the point that bends it.
    private static readonly Oklab Pale = new(0.965, -0.022, 0.062), Bend = new(0.66, -0.15, -0.045), Deep = new(0.33, 0.035, -0.145);

    private static readonly Colour[] Colours = Walk();

    /// <summary>The colour of a part from 0 (palest) to 1 (strongest).</summary>
    public static Colour At(double part) => Colours[(int)Math.Round(Math.Clamp(part, 0, 1) * (Count - 1))];

    private static Colour[] Walk()
    {
        Oklab[] path = [.. Enumerable.Range(0, (Count * Finer) + 1).Select(i => On((double)i / (Count * Finer)))];
        double[] length = new double[path.Length];
        for (int i = 1; i < path.Length; i++) length[i] = length[i - 1] + path[i].Distance(path[i - 1]);
        Colour[] colours = new Colour[Count];
        for (int c = 0, i = 0; c < Count; c++)
        {
            while (i < path.Length - 1 && length[i] < length[^1] * c / (Count - 1)) i++;
            colours[c] = path[i].ToColour();
        }

        return colours;
    }

    /// <summary>A quadratic Bézier curve.</summary>
    private static Oklab On(double t)
    {
        double s = 1 - t, a = s * s, b = 2 * s * t, c = t * t;
        return new(
            (a * Pale.L) + (b * Bend.L) + (c * Deep.L),
            (a * Pale.A) + (b * Bend.A) + (c * Deep.A),
            (a * Pale.B) + (b * Bend.B) + (c * Deep.B));
    }

    private readonly record struct Oklab(double L, double A, double B)
    {
        public double Distance(Oklab other) =>
            Math.Sqrt(((L - other.L) * (L - other.L)) + ((A - other.A) * (A - other.A)) + ((B - other.B) * (B - other.B)));

        /// <summary>To sRGB, by the two matrices of the space's definition (bottosson.github.io/posts/oklab).</summary>
        public Colour ToColour()
        {
            double l = Cube(L + (0.3963377774 * A) + (0.2158037573 * B));
            double m = Cube(L - (0.1055613458 * A) - (0.0638541728 * B));
            double s = Cube(L - (0.0894841775 * A) - (1.2914855480 * B));
            return new(
                Channel((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
                Channel((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
                Channel((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
        }

        private static double Cube(double value) => value * value * value;

        private static byte Channel(double linear)
        {
            double value = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
            return (byte)Math.Round(255 * Math.Clamp(value, 0, 1));
        }
    }
}
