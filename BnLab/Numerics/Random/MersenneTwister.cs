using System.Runtime.CompilerServices;

namespace BnLab.Numerics;

/// <summary>MT19937, the generator of 32-bit words under NumPy's legacy random numbers.</summary>
/// <remarks>
/// Matsumoto and Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
/// generator", ACM TOMACS 8 (1998); seeded as in the authors' 2002 revision, which is what <c>np.random.seed</c> does.
/// </remarks>
internal sealed class MersenneTwister
{
    private const int Size = 624;
    private const int Middle = 397;
    private const uint UpperBit = 0x8000_0000;
    private const uint LowerBits = 0x7fff_ffff;
    private const uint Twist = 0x9908_b0df;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Size; i++)
        {
            uint previous = _state[i - 1];
            _state[i] = (1_812_433_253u * (previous ^ (previous >> 30))) + (uint)i;
        }
    }

    /// <summary>A copy of the words, and how many of them are used up.</summary>
    public (uint[] Words, int Used) State
    {
        get => ([.. _state], _next);
        set
        {
            value.Words.CopyTo(_state, 0);
            _next = value.Used;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a method without a loop starts out unoptimized
    public uint NextWord()
    {
        if (_next == Size) Refill();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c_5680;
        y ^= (y << 15) & 0xefc6_0000;
        return y ^ (y >> 18);
    }

    private void Refill()
    {
        Span<uint> state = _state;
        for (int i = 0; i < Size - Middle; i++) state[i] = state[i + Middle] ^ Twisted(state[i], state[i + 1]);
        for (int i = Size - Middle; i < Size - 1; i++) state[i] = state[i + Middle - Size] ^ Twisted(state[i], state[i + 1]);
        state[Size - 1] = state[Middle - 1] ^ Twisted(state[Size - 1], state[0]);
        _next = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Twisted(uint upper, uint lower)
    {
        uint y = (upper & UpperBit) | (lower & LowerBits);
        return (y >> 1) ^ ((0 - (y & 1)) & Twist);
    }
}
