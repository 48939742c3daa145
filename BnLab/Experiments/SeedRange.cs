namespace BnLab.Experiments;

/// <summary>The seeds of a study that repeats each training: one after the other from the first.</summary>
/// <param name="First">The seed that the command line names.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct SeedRange(uint First, int Count)
{
    private const int Most = 1_000;

    /// <summary>The seeds in their order.</summary>
    public IEnumerable<uint> All
    {
        get
        {
            for (uint i = 0; i < Count; i++) yield return First + i;
        }
    }

    /// <summary>Refuses what is no range.</summary>
    /// <param name="fewest">How many seeds the study needs.</param>
    /// <exception cref="OptionException">There are too few or too many, or the last one is too large.</exception>
    public void Validate(int fewest)
    {
        if (Count < fewest || Count > Most) throw new OptionException("--seeds", Count, $"{fewest} to {Most}");
        uint highest = uint.MaxValue - (uint)(Count - 1);
        if (First > highest) throw new OptionException("--seed", First, $"at most {highest} with {Count} seeds");
    }
}
