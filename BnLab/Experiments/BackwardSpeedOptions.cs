namespace BnLab.Experiments;

/// <summary>How <see cref="BackwardSpeed"/> measures.</summary>
internal sealed record BackwardSpeedOptions
{
    /// <summary>Timed passes of each kind and size; the table has their median.</summary>
    public int Repeats { get; init; } = 21;

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        if (Repeats < 1) throw new OptionException("--repeats", Repeats, "1 or more");
    }
}
