namespace BnLab.Experiments;

/// <summary>The seeds of a repeated experiment: the first one and those after it.</summary>
/// <param name="First">The first seed.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Seeds(uint First, int Count)
{
    private const int Most = 10_000;

    /// <summary>All seeds.</summary>
    public IReadOnlyList<uint> All
    {
        get
        {
            uint first = First;
            return [.. Enumerable.Range(0, Count).Select(i => first + (uint)i)];
        }
    }

    /// <summary>These seeds, if they can be run.</summary>
    public Seeds Checked()
    {
        Validate();
        return this;
    }

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate(int fewest = 1)
    {
        if (Count < fewest || Count > Most) throw new OptionException("--seeds", Count, $"{fewest} to {Most}");
        uint highest = uint.MaxValue - (uint)(Count - 1);
        if (First > highest) throw new OptionException("--seed", First, $"at most {highest} with {Count} seeds");
    }
}
