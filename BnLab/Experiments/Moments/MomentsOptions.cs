namespace BnLab.Experiments.Moments;

/// <summary>What <see cref="MomentsExperiment"/> takes means and variances of.</summary>
internal sealed record MomentsOptions
{
    private const int MaxValues = 1 << 26;

    /// <summary>N, H, W and C: images, their rows and columns, and their channels.</summary>
    public IReadOnlyList<int> Shape { get; init; } = [128, 32, 32, 64];

    /// <summary>Timed passes over the images in each layout; the table has their median.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>Seed of the draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>The options of the command.</summary>
    public static IReadOnlyList<Setting> Settings => [ShapeSetting, RepeatsSetting];

    private static Setting<IReadOnlyList<int>> ShapeSetting { get; } = new(
        "--shape", [128, 32, 32, 64], "whole numbers with commas between, like 128,32,32,64", Setting.Integers, "Images, rows, columns and channels of the large array.")
    {
        ValueName = "N,H,W,C",
        Accepts = shape => shape.Count == 4 && shape.All(length => length >= 1) && shape.Aggregate((BigInteger)1, (product, length) => product * length) <= MaxValues,
        Range = $"four lengths of 1 or more: images, rows, columns and channels, with at most {MaxValues} values in all",
        Format = shape => string.Join(',', shape),
    };

    private static Setting<int> RepeatsSetting { get; } = Setting.Whole("--repeats", 5, "Timed passes over the images in each layout; the median counts.");

    public static MomentsOptions Of(Values values) => new()
    {
        Shape = values.Get(ShapeSetting),
        Repeats = values.Get(RepeatsSetting),
        Seed = values.Get(StudyOptions.Seed),
    };
}
