namespace BnLab.Numerics;

/// <summary>The state of a <see cref="NumpyRandom"/>: all that its next numbers depend on.</summary>
public sealed record NumpyRandomState
{
    /// <summary>How many words the generator has.</summary>
    public const int WordCount = 624;

    /// <summary>A state.</summary>
    /// <param name="words">The 624 words of MT19937.</param>
    /// <param name="used">How many of them are used up, 0 to 624.</param>
    /// <param name="spareNormal">The normal draw that waits for the next call; null if there is none.</param>
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

    /// <summary>The normal draw that waits for the next call; null if there is none.</summary>
    public double? SpareNormal { get; }
}
