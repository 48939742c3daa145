using BnLab.Data;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>What all experiments that train nets on images have in common, with the course's defaults.</summary>
internal sealed record TrainingSettings
{
    internal const long MaxValues = 1 << 28;
    private const int MaxWorkers = 1_024;
    private const long NarrowestRow = 16; // rows are padded: a layer of one unit takes as much memory as one of 16

    /// <summary>The names of the update rules.</summary>
    public static IReadOnlyList<string> UpdateRules => Training.UpdateRule.Names;

    /// <summary>Seed of all random draws.</summary>
    public uint Seed { get; init; } = 231;

    /// <summary>Training images that are trained on, from the start of the training split.</summary>
    public int NumTrain { get; init; } = 1_000;

    /// <summary>Division of the data set; null for <see cref="Split.Default"/>.</summary>
    public Split? Split { get; init; }

    /// <summary>Width of each hidden layer; none for a linear classifier.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [100, 100, 100, 100, 100];

    /// <summary>Standard deviation of the initial weights.</summary>
    public double WeightScale { get; init; } = 2e-2;

    /// <summary>Strength of the L2 penalty on the weights.</summary>
    public double Regularization { get; init; }

    /// <summary>How the nets are trained.</summary>
    public SolverOptions Solver { get; init; } = new();

    /// <summary>Their iterations.</summary>
    public Schedule Schedule => new(NumTrain, Solver);

    /// <summary>Type of all numbers in the nets.</summary>
    public DType DType { get; init; } = DType.Float32;

    /// <summary>Trainings at the same time. It changes the speed and nothing else.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>What the options of a study say.</summary>
    public static TrainingSettings Of(Values options) => new()
    {
        Seed = options.Get(StudyOptions.Seed),
        NumTrain = options.Get(StudyOptions.NumTrain),
        Split = options.Get(StudyOptions.Split),
        Hidden = options.Get(StudyOptions.Hidden),
        WeightScale = options.Get(StudyOptions.WeightScale),
        Regularization = options.Get(StudyOptions.Regularization),
        DType = options.Get(StudyOptions.DType) == "float64" ? DType.Float64 : DType.Float32,
        Workers = options.Get(StudyOptions.Workers),
        Solver = new()
        {
            UpdateRule = options.Get(StudyOptions.UpdateRule),
            LearningRate = options.Get(StudyOptions.LearningRate),
            LrDecay = options.Get(StudyOptions.LrDecay),
            Epochs = options.Get(StudyOptions.Epochs),
            BatchSize = options.Get(StudyOptions.BatchSize),
            PrintEvery = options.Get(StudyOptions.PrintEvery),
        },
    };

    /// <summary>The split that a data set is divided by.</summary>
    public Split SplitOf(ImageSet images)
    {
        return Split ?? Data.Split.Default(images.Count);
    }

    /// <summary>These settings, if they can be run.</summary>
    public TrainingSettings Checked()
    {
        Validate();
        return this;
    }

    /// <summary>Refuses what cannot be run.</summary>
    public void Validate()
    {
        Require(NumTrain >= 1, "--num-train", NumTrain, "1 or more images");
        if (Split is { } split) Require(split is { Train: >= 1, Validation: >= 1 }, "--split", split, "two numbers of 1 or more");
        Require(Hidden.All(width => width >= 1), "--hidden", string.Join(',', Hidden), "widths of 1 or more");
        Require(double.IsFinite(WeightScale) && WeightScale > 0, "--weight-scale", WeightScale, "a finite number above 0");
        Require(double.IsFinite(Regularization) && Regularization >= 0, "--reg", Regularization, "a finite number of 0 or more");
        Require(Solver.Epochs >= 1, "--epochs", Solver.Epochs, "1 or more");
        Require(Solver.BatchSize >= 1, "--batch-size", Solver.BatchSize, "1 or more");
        Require(double.IsFinite(Solver.LearningRate) && Solver.LearningRate > 0, "--learning-rate", Solver.LearningRate, "a finite number above 0");
        Require(double.IsFinite(Solver.LrDecay) && Solver.LrDecay > 0, "--lr-decay", Solver.LrDecay, "a finite number above 0");
        Require(UpdateRules.Contains(Solver.UpdateRule, StringComparer.Ordinal), "--update-rule", Solver.UpdateRule, "one of " + string.Join(", ", UpdateRules));
        Require(Workers is >= 1 and <= MaxWorkers, "--workers", Workers, $"1 to {MaxWorkers}");
        Require(Solver.PrintEvery >= 1, "--print-every", Solver.PrintEvery, "1 or more");
        long iterations = (long)Schedule.IterationsPerEpoch * Solver.Epochs;
        Require(iterations <= int.MaxValue / sizeof(double), "--epochs", Solver.Epochs, $"fewer: {iterations} iterations are too many to keep");
    }

    /// <summary>Refuses a net without a hidden layer, where that is what is studied.</summary>
    public void RequireHidden() => Require(Hidden.Count > 0, "--hidden", "none", "one hidden layer or more");

    /// <summary>Refuses what cannot be run on a data set.</summary>
    public void Validate(ImageSet images)
    {
        var split = SplitOf(images);
        Require(images.Count >= 2, "--data", images.Source, $"2 or more images, one to train on and one to validate, but it has {images.Count}");
        Require(
            (long)split.Train + split.Validation <= images.Count && split.Train > 0,
            "--split", split, $"at most {images.Count} images in all, as {images.Source} has");
        Require(
            NumTrain <= split.Train,
            "--num-train", NumTrain, $"at most {split.Train}, the training split of the {images.Count} images in {images.Source}");
        long[] widths = [images.Shape.Length, .. Hidden.Select(width => (long)width), images.ClassNames.Count];
        long parameters = 0;
        for (int i = 1; i < widths.Length; i++)
        {
            parameters += widths[i - 1] * Math.Max(widths[i], NarrowestRow);
            Require(parameters <= MaxValues, "--hidden", string.Join(',', Hidden), $"a net of at most {MaxValues} weights");
        }

        long widest = widths.Max();
        Require(Solver.BatchSize * widest <= MaxValues, "--batch-size", Solver.BatchSize, $"at most {MaxValues / widest} with layers of {widest}");
        Require(NumTrain * widest <= int.MaxValue, "--num-train", NumTrain, $"at most {int.MaxValue / widest} with images of {widest} values");
    }

    public static void Require(bool condition, Setting option, object value, string expected) => Require(condition, option.Name, value, expected);

    private static void Require(bool condition, string option, object value, string expected)
    {
        if (!condition) throw new OptionException(option, value, expected);
    }
}

/// <summary>Type of the numbers in a net.</summary>
internal enum DType
{
    /// <summary>IEEE single precision: the default for training, as in the course.</summary>
    Float32,

    /// <summary>IEEE double precision: meets NumPy's digits.</summary>
    Float64,
}
