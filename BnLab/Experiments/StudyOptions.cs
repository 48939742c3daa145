namespace BnLab.Experiments;

/// <summary>The options of all commands that train nets, with the course's defaults.</summary>
internal static class StudyOptions
{
    public static readonly Setting<uint> Seed = new(
        "--seed", 231, "a whole number from 0 to 4294967295",
        (text, out value) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value), "Seed of all random draws.");

    public static readonly Setting<int> Seeds = Setting.Whole("--seeds", 1, "Repeat every training with so many seeds, from --seed on.", 1, 10_000);

    /// <param name="least">2 where a difference needs an interval.</param>
    public static Setting<int> SeedsOf(int byDefault, int least = 1) => Setting.Whole(Seeds.Name, byDefault, Seeds.Help, least, 10_000);

    public static readonly Setting<string> Data = Setting.Word(
        "--data", DataSets.Auto, "auto (real images where they are found, else synthetic ones), synthetic, cifar10, mnist, or the path of a set's files.") with
    { ValueName = "SET|PATH", Choices = DataSets.Names, ChangesNoNumber = true };

    public static readonly Setting<int> NumTrain = Setting.Whole("--num-train", 1_000, "Training images that are trained on.");

    public static readonly Setting<Split?> Split = new(
        "--split", null, "two whole numbers of 1 or more with a comma between, like 49000,1000", ReadSplit,
        "Images that train and that validate. [default: 49000,1000; on a smaller set the last tenth validates]")
    { ValueName = "TRAIN,VAL" };

    public static readonly Setting<IReadOnlyList<int>> Hidden = Setting.Sizes("--hidden", [100, 100, 100, 100, 100], "Size of each hidden layer.");

    public static readonly Setting<double> WeightScale = Setting.Number("--weight-scale", 2e-2, "Standard deviation of the initial weights.");

    public static readonly Setting<int> Epochs = Setting.Whole("--epochs", 10, "Passes over the training images.");

    public static readonly Setting<int> BatchSize = Setting.Whole("--batch-size", 50, "Images in a mini-batch.");

    public static readonly Setting<double> LearningRate = Setting.Number("--learning-rate", 1e-3, "Step length at the start.") with { Aliases = ["--lr"] };

    public static readonly Setting<double> LrDecay = Setting.Number("--lr-decay", 1.0, "Factor on the learning rate at each epoch's end.");

    public static readonly Setting<string> UpdateRule = Setting.Choice(
        "--update-rule", "adam", Training.UpdateRule.Names, $"How weights follow gradients: {string.Join(", ", Training.UpdateRule.Names)}.") with
    { ValueName = "RULE" };

    public static readonly Setting<double> Regularization = Setting.Number("--reg", 0.0, "Strength of the L2 penalty on the weights.") with
    {
        Accepts = value => double.IsFinite(value) && value >= 0,
        Range = "a finite number of 0 or more",
    };

    public static readonly Setting<string> DType = Setting.Choice(
        "--dtype", "float32", ["float32", "float64"], "Type of all numbers: float32 or float64, which meets NumPy's digits.") with
    { ValueName = "TYPE" };

    public static readonly Setting<int> Workers = Setting.Whole(
        "--workers", Environment.ProcessorCount, "Trainings at the same time; changes the speed and no digit.", 1, 1_024) with
    { ChangesNoNumber = true };

    public static readonly Setting<int> PrintEvery = Setting.Whole("--print-every", 20, "Iterations from one printed loss to the next.");

    public static readonly Setting<bool> Resume = Setting.Flag("--resume", "Go on where an interrupted run of the same command stopped.") with { ChangesNoNumber = true };

    public static readonly Setting<Shard> Part = new(
        "--shard", Shard.Whole, "a part and how many there are, like 1/3", Shard.TryParse, "Train only the i-th of n parts; 'bnlab merge' joins the parts' journals.")
    { ValueName = "i/n", ChangesNoNumber = true };

    /// <summary>Ten hidden layers of 100 units, 5,000 images in mini-batches of 200.</summary>
    public static IReadOnlyList<Setting> DeepNet(double learningRate, string updateRule) =>
    [
        NumTrain with { Default = 5_000 }, Hidden with { Default = [.. Enumerable.Repeat(100, 10)] }, BatchSize with { Default = 200 },
        LearningRate with { Default = learningRate }, UpdateRule with { Default = updateRule },
    ];

    /// <summary>A study's own options, which replace common ones of the same name, and the common ones.</summary>
    /// <param name="without">Common options that it does not have, because it varies what they set.</param>
    public static IReadOnlyList<Setting> All(IReadOnlyList<Setting> own, params IReadOnlyList<Setting> without)
    {
        Setting[] common =
        [
            Seeds, Data, NumTrain, Split, Hidden, WeightScale, Epochs, BatchSize, LearningRate, LrDecay, UpdateRule, Regularization,
            DType, Workers, PrintEvery, Resume, Part, Seed,
        ];
        return
        [
            .. own.ExceptBy(common.Select(setting => setting.Name), setting => setting.Name, StringComparer.Ordinal),
            .. from setting in common
               where !without.Any(absent => absent.Name == setting.Name)
               select own.FirstOrDefault(mine => mine.Name == setting.Name) ?? setting,
        ];
    }

    private static bool ReadSplit(string text, out Split? split)
    {
        split = Setting.Integers(text, out var parts) && parts is [>= 1 and var train, >= 1 and var validation] ? new(train, validation) : null;
        return split is not null;
    }
}

/// <summary>A part of a study, for one of several machines; parts count from 1.</summary>
internal sealed record Shard(int Number, int Count)
{
    public static Shard Whole { get; } = new(1, 1);

    public static bool TryParse(string text, out Shard shard)
    {
        string[] parts = text.Split('/');
        shard = parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && number >= 1 && number <= count ? new(number, count) : Whole;
        return shard != Whole || text == "1/1";
    }

    public override string ToString() => $"{Number}/{Count}";
}

internal static class Seeds
{
    public static IReadOnlyList<uint> Of(Values options)
    {
        uint first = options.Get(StudyOptions.Seed);
        int count = options.Get(StudyOptions.Seeds);
        uint highest = uint.MaxValue - (uint)(count - 1);
        TrainingSettings.Require(first <= highest, StudyOptions.Seed, first, $"at most {highest} with {count} seeds");
        return [.. Enumerable.Range(0, count).Select(i => first + (uint)i)];
    }
}
