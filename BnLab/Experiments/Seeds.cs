namespace BnLab.Experiments;

/// <summary>The seeds of a repeated experiment: the first one and those after it.</summary>
/// <param name="First">The first seed.</param>
/// <param name="Count">How many.</param>
internal readonly record struct Seeds(uint First, int Count)
{
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
    /// <exception cref="OptionException">The last seed is none. (<c>--seeds</c> has its range itself.)</exception>
    public Seeds Checked()
    {
        uint highest = uint.MaxValue - (uint)(Count - 1);
        return First <= highest ? this : throw new OptionException("--seed", First, $"at most {highest} with {Count} seeds");
    }
}
