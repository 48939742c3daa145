namespace BnLab.Experiments;

/// <summary>The seeds of a repeated experiment: the first one and those after it.</summary>
/// <param name="First">The first seed.</param>
/// <param name="Count">How many.</param>
public readonly record struct Seeds(uint First, int Count)
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

    /// <summary>Refuses what cannot be run.</summary>
    /// <exception cref="OptionException">There are no seeds, or too many, or they pass the last one.</exception>
    public void Validate()
    {
        if (Count is < 1 or > Most) throw new OptionException("--seeds", Count, $"1 to {Most}");
        if (uint.MaxValue - First < Count - 1) throw new OptionException("--seed", First, $"one with {Count - 1} seeds after it");
    }
}
