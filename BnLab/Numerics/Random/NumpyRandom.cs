using System.Runtime.CompilerServices;

namespace BnLab.Numerics;

/// <summary>
/// NumPy's legacy random numbers: after the same seed and the same calls, the same numbers as <c>np.random</c>.
/// </summary>
/// <remarks>
/// Integers and uniform doubles are equal to the last bit everywhere. Normal draws pass through the platform's
/// logarithm, as NumPy's do, and are equal to the last bit where the two use the same C library.
/// </remarks>
public sealed class NumpyRandom
{
    private readonly MersenneTwister _words;
    private double? _spareNormal;

    /// <summary>A generator in the state after <c>np.random.seed(seed)</c>.</summary>
    /// <param name="seed">0 to 2³² - 1.</param>
    public NumpyRandom(uint seed) => _words = new MersenneTwister(seed);

    /// <summary>An independent generator in the same state.</summary>
    public NumpyRandom Clone() => new(seed: 0) { State = State };

    /// <summary>The generator's state: <c>np.random.get_state()</c> and <c>np.random.set_state(state)</c>.</summary>
    public NumpyRandomState State
    {
        get
        {
            var (words, used) = _words.State;
            return new(words, used, _spareNormal);
        }
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _words.State = ([.. value.Words], value.Used);
            _spareNormal = value.SpareNormal;
        }
    }

    /// <summary>A uniform double in [0, 1) of 53 random bits: <c>np.random.random_sample()</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble()
    {
        uint high = _words.NextWord() >> 5;
        uint low = _words.NextWord() >> 6;
        return ((high * 67_108_864.0) + low) / 9_007_199_254_740_992.0;
    }

    /// <summary>A uniform double between two limits: <c>np.random.uniform(low, high)</c>.</summary>
    /// <param name="low">Lower limit.</param>
    /// <param name="high">Upper limit.</param>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>A standard normal draw by Marsaglia's polar method: <c>np.random.randn()</c>.</summary>
    /// <remarks>Draws come in pairs; the second is kept for the next call, whatever else is drawn between.</remarks>
    public double NextNormal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        double square = NextPoint(out double u, out double v);
        double factor = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _spareNormal = factor * u;
        return factor * v;
    }

    /// <summary>Advances as if standard normal draws had been made, to the bit, but without logarithms and roots.</summary>
    /// <param name="count">How many draws, 0 or more.</param>
    public void SkipNormals(int count)
    {
        if (count > 0 && _spareNormal is not null)
        {
            _spareNormal = null;
            count--;
        }

        for (; count >= 2; count -= 2) NextPoint(out _, out _);
        if (count == 1) NextNormal(); // the other of its pair is kept
    }

    /// <summary>A uniform point in the unit circle without its centre; returns the square of its distance from there.</summary>
    private double NextPoint(out double u, out double v)
    {
        double square;
        do
        {
            u = (2.0 * NextDouble()) - 1.0;
            v = (2.0 * NextDouble()) - 1.0;
            square = (u * u) + (v * v);
        }
        while (square >= 1.0 || square == 0.0);

        return square;
    }

    /// <summary>A uniform integer from 0 to below a bound: <c>np.random.randint(bound)</c>.</summary>
    /// <param name="bound">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInteger(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        uint max = (uint)bound - 1;
        if (max == 0) return 0;
        uint mask = uint.MaxValue >> BitOperations.LeadingZeroCount(max);
        uint value;
        do
        {
            value = _words.NextWord() & mask;
        }
        while (value > max);

        return (int)value;
    }

    /// <summary>
    /// Integers from 0 to below a bound, each drawn for itself, so that one may come twice:
    /// <c>np.random.choice(bound, size)</c>.
    /// </summary>
    /// <param name="bound">1 or more.</param>
    /// <param name="target">Filled with the draws.</param>
    public void Choice(int bound, Span<int> target)
    {
        foreach (ref int value in target) value = NextInteger(bound);
    }

    /// <summary>The integers from 0 to below a bound in random order: <c>np.random.permutation(bound)</c>.</summary>
    /// <param name="bound">0 or more.</param>
    public int[] Permutation(int bound)
    {
        int[] order = [.. Enumerable.Range(0, bound)];
        for (int i = bound - 1; i > 0; i--)
        {
            int j = NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>
    /// A matrix of scaled standard normal draws, row by row: <c>scale * np.random.randn(rows, columns) + shift</c>.
    /// </summary>
    /// <param name="target">Filled with the draws, each rounded to T after scaling.</param>
    /// <param name="scale">Standard deviation.</param>
    /// <param name="shift">Mean.</param>
    public void FillNormal<T>(Matrix<T> target, double scale = 1.0, double shift = 0.0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int r = 0; r < target.Rows; r++)
        {
            foreach (ref T value in target.Row(r)) value = T.CreateTruncating((scale * NextNormal()) + shift);
        }
    }

    /// <summary>A matrix of normal draws, row by row: <c>scale * np.random.randn(rows, columns) + shift</c>.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="scale">Standard deviation.</param>
    /// <param name="shift">Mean.</param>
    public Matrix<double> Normal(int rows, int columns, double scale = 1.0, double shift = 0.0)
    {
        var matrix = new Matrix<double>(rows, columns); // (N, D)
        FillNormal(matrix, scale, shift);
        return matrix;
    }
}

/// <summary>The state of a <see cref="NumpyRandom"/>: all that its next numbers depend on.</summary>
public sealed record NumpyRandomState
{
    /// <summary>How many words the generator has.</summary>
    public const int WordCount = 624;

    /// <summary>A state.</summary>
    /// <param name="words">The 624 words of MT19937.</param>
    /// <param name="used">How many of them are used up, 0 to 624.</param>
    /// <param name="spareNormal">The normal draw that the next call returns; null if there is none.</param>
    /// <exception cref="ArgumentException">There are more words or fewer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More of them are used than there are.</exception>
    public NumpyRandomState(IReadOnlyList<uint> words, int used, double? spareNormal)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (words.Count != WordCount) throw new ArgumentException($"Expected {WordCount} words, not {words.Count}.", nameof(words));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)used, (uint)WordCount, nameof(used));
        (Words, Used, SpareNormal) = (words, used, spareNormal);
    }

    /// <summary>The 624 words of MT19937.</summary>
    public IReadOnlyList<uint> Words { get; }

    /// <summary>How many of the words are used up.</summary>
    public int Used { get; }

    /// <summary>The normal draw that the next call returns; null if there is none.</summary>
    public double? SpareNormal { get; }
}
