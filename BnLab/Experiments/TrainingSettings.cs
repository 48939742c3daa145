using BnLab.Data;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>What all experiments that train nets on images have in common, with the course's defaults.</summary>
internal sealed record TrainingSettings
{
    internal const long MaxValues = 1 << 28;
    private const long NarrowestRow = 16; // rows are padded: a layer of one unit takes as much memory as one of 16

    public uint Seed { get; init; } = 231;

    /// <summary>Training images that are trained on, from the start of the training split.</summary>
    public int NumTrain { get; init; } = 1_000;

    /// <summary>Division of the data set; null for <see cref="Split.Default"/>.</summary>
    public Split? Split { get; init; }

    /// <summary>Width of each hidden layer; none for a linear classifier.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [100, 100, 100, 100, 100];

    public double WeightScale { get; init; } = 2e-2;

    public double Regularization { get; init; }

    public SolverOptions Solver { get; init; } = new();

    public Schedule Schedule => new(NumTrain, Solver);

    public DType DType { get; init; } = DType.Float32;

    /// <summary>Trainings at the same time. It changes the speed and nothing else.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

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

    public Split SplitOf(ImageSet images) => Split ?? Data.Split.Default(images.Count);

    /// <summary>These settings, if their losses can be kept. Each option checks its own range.</summary>
    public TrainingSettings Checked()
    {
        long iterations = (long)Schedule.IterationsPerEpoch * Solver.Epochs;
        Require(iterations <= int.MaxValue / sizeof(double), StudyOptions.Epochs, Solver.Epochs, $"fewer: {iterations} iterations are too many to keep");
        return this;
    }

    /// <summary>Refuses a net without a hidden layer, where that is what is studied.</summary>
    public void RequireHidden() => Require(Hidden.Count > 0, StudyOptions.Hidden, "none", "one hidden layer or more");

    /// <summary>Refuses what cannot be run on a data set.</summary>
    public void Validate(ImageSet images)
    {
        var split = SplitOf(images);
        Require(images.Count >= 2, StudyOptions.Data, images.Source, $"2 or more images, one to train on and one to validate, but it has {images.Count}");
        Require(
            (long)split.Train + split.Validation <= images.Count && split.Train > 0,
            StudyOptions.Split, split, $"at most {images.Count} images in all, as {images.Source} has");
        Require(
            NumTrain <= split.Train,
            StudyOptions.NumTrain, NumTrain, $"at most {split.Train}, the training split of the {images.Count} images in {images.Source}");
        long[] widths = [images.Shape.Length, .. Hidden.Select(width => (long)width), images.ClassNames.Count];
        long parameters = 0;
        for (int i = 1; i < widths.Length; i++)
        {
            parameters += widths[i - 1] * Math.Max(widths[i], NarrowestRow);
            Require(parameters <= MaxValues, StudyOptions.Hidden, string.Join(',', Hidden), $"a net of at most {MaxValues} weights");
        }

        long widest = widths.Max();
        Require(Solver.BatchSize * widest <= MaxValues, StudyOptions.BatchSize, Solver.BatchSize, $"at most {MaxValues / widest} with layers of {widest}");
        Require(NumTrain * widest <= int.MaxValue, StudyOptions.NumTrain, NumTrain, $"at most {int.MaxValue / widest} with images of {widest} values");
    }

    public static void Require(bool condition, Setting option, object value, string expected)
    {
        if (!condition) throw new OptionException(option.Name, value, expected);
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
