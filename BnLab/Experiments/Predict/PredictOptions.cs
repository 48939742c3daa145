using BnLab.Data;

namespace BnLab.Experiments.Predict;

/// <summary>Which net <see cref="PredictExperiment"/> uses, how, and on which images.</summary>
internal sealed record PredictOptions
{
    /// <summary>The images right after those of the training split.</summary>
    public const string Validation = "validation";

    private const string Train = "train", All = "all";

    /// <summary>The options of the command, without <c>--data</c>.</summary>
    public static IReadOnlyList<Setting> Settings => [NetSetting, RecordsSetting, FoldedSetting];

    private static Setting<string> NetSetting { get; } = Setting.Word("--net", "", "The trained net: a file NAME.net that 'bnlab train' has written.") with
    { ValueName = "FILE", IsRequired = true };

    private static Setting<string> RecordsSetting { get; } = Setting.Word(
        "--records", Validation, "Which images: validation or train (those of the net's training), all, or from the first to the last, from 0: 0-99.") with
    {
        ValueName = "WHICH",
        Accepts = records => records is Validation or Train or All || Numbers(records) is not null,
        Range = "validation, train, all, or the first and the last record, like 0-99",
    };

    private static Setting<bool> FoldedSetting { get; } = Setting.Flag("--folded", "Fold batch normalization into the affine layers first, and compare the scores.");

    /// <summary>The file of a trained net.</summary>
    public string Net { get; init; } = "";

    /// <summary>Whether batch normalization is folded into the affine layers first.</summary>
    public bool Folded { get; init; }

    /// <summary>Which images: <c>validation</c>, <c>train</c>, <c>all</c>, or numbers from 0 as <c>FIRST-LAST</c>.</summary>
    public string Records { get; init; } = Validation;

    public static PredictOptions Of(Values values) => new()
    {
        Net = values.Get(NetSetting),
        Records = values.Get(RecordsSetting),
        Folded = values.Get(FoldedSetting),
    };

    /// <summary>The records that are asked for.</summary>
    internal (int First, int Count) Range(ImageSet images, Split split, int numTrain)
    {
        var (first, last) = Records switch
        {
            Validation => (split.Train, (long)split.Train + split.Validation - 1),
            Train => (0, numTrain - 1L),
            All => (0, images.Count - 1L),
            _ => Numbers(Records)!.Value,
        };
        if (last >= images.Count || last < first)
            throw new OptionException("--records", Records, $"records from 0 to {images.Count - 1}, as {images.Source} has, but these are {first} to {last}");
        return (first, (int)(last - first + 1));
    }

    private static (int First, long Last)? Numbers(string records)
    {
        string[] parts = records.Split('-');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && first <= last ? (first, last) : null;
    }
}
