namespace BnLab.Data;

/// <summary>
/// A counter-based generator: the n-th number of a stream is a hash (SplitMix64's) of the stream's key and n. Each image has
/// its own stream, so it needs none of the numbers of the images before it.
/// </summary>
/// <remarks>Integer arithmetic and exact scalings only: the numbers are the same on every machine.</remarks>
internal struct CounterRandom
{
    // 2^64 over the golden ratio: consecutive counters differ in about half of their bits.
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _counter;

    /// <summary>Stream <paramref name="index"/> of a family; streams of different families are independent.</summary>
    public CounterRandom(uint seed, uint family, int index) =>
        _counter = Mix(Mix(((ulong)seed << 32) | family) + ((ulong)index * Step));

    public ulong NextBits() => Mix(_counter += Step);

    /// <summary>The next integer of [0, <paramref name="bound"/>).</summary>
    public int Next(int bound) => (int)(((NextBits() >> 32) * (ulong)bound) >> 32);

    /// <summary>The next number of mean 0 and variance 1, nearly normal: a sum of four uniform ones.</summary>
    public float NextNormal()
    {
        const int Uniform = 0xFFFF; // mean 1/2, variance 1/12 in units of it
        const float Scale = 1.7320508f / Uniform; // the square root of 12/4
        ulong bits = NextBits();
        int sum = (int)(bits & Uniform) + (int)((bits >> 16) & Uniform) + (int)((bits >> 32) & Uniform) + (int)(bits >> 48);
        return (sum - (2 * Uniform)) * Scale;
    }

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
