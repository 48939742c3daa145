namespace BnLab.Experiments.BackwardSpeed;

/// <summary>How <see cref="BackwardSpeedExperiment"/> measures.</summary>
internal sealed record BackwardSpeedOptions
{
    /// <summary>Timed passes of each kind and size; the table has their median.</summary>
    public int Repeats { get; init; } = 21;

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>The options of the command.</summary>
    public static IReadOnlyList<Setting> Settings => [RepeatsSetting];

    private static Setting<int> RepeatsSetting { get; } = Setting.Whole("--repeats", 21, "Timed passes of each kind and size; the median counts.");

    public static BackwardSpeedOptions Of(Values values) => new() { Repeats = values.Get(RepeatsSetting), Seed = values.Get(StudyOptions.Seed) };
}
