namespace BnLab.Experiments;

/// <summary>What <see cref="Moments"/> takes means and variances of.</summary>
internal sealed record MomentsOptions
{
    private const long MaxValues = 1 << 26;

    /// <summary>N, H, W and C: images, their rows and columns, and their channels.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [128, 32, 32, 64];

    /// <summary>Timed passes over the images in each layout; the table has their median.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        string shape = string.Join(',', Shape);
        if (Shape.Count != 4 || Shape.Any(length => length < 1)) throw new OptionException("--shape", shape, "four lengths of 1 or more: images, rows, columns and channels");
        if (Shape.Aggregate(1L, (product, length) => product > MaxValues ? product : product * length) > MaxValues)
            throw new OptionException("--shape", shape, $"at most {MaxValues} values in all");
        if (Repeats < 1) throw new OptionException("--repeats", Repeats, "1 or more");
    }
}
