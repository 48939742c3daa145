namespace BnLab.Experiments;

/// <summary>What all experiments that train nets on images have in common.</summary>
/// <param name="NumTrain">Images from the start of the training split.</param>
/// <param name="Split">Null for <see cref="Data.Split.Default"/>.</param>
/// <param name="Hidden">Width of each hidden layer; none for a linear classifier.</param>
internal sealed record TrainingSettings(
    uint Seed, int NumTrain, Split? Split, IReadOnlyList<int> Hidden, double WeightScale, double Regularization, SolverOptions Solver, DType DType, int Workers)
{
    private const int Copies = 5; // of each weight: itself, its gradient, two of Adam, the best one

    internal const long MaxValues = 1 << 28;
    private const long NarrowestRow = 16; // rows are padded: a layer of one unit takes as much memory as one of 16

    public static TrainingSettings Default { get; } = Of(new([]));

    public Schedule Schedule => new(NumTrain, Solver);

    /// <summary>Options that a study does not have are at their defaults.</summary>
    public static TrainingSettings Of(Values options) => new(
        options.Get(StudyOptions.Seed), options.Get(StudyOptions.NumTrain), options.Get(StudyOptions.Split), options.Get(StudyOptions.Hidden),
        options.Get(StudyOptions.WeightScale), options.Get(StudyOptions.Regularization),
        new SolverOptions
        {
            UpdateRule = options.Get(StudyOptions.UpdateRule),
            LearningRate = options.Get(StudyOptions.LearningRate),
            LrDecay = options.Get(StudyOptions.LrDecay),
            Epochs = options.Get(StudyOptions.Epochs),
            BatchSize = options.Get(StudyOptions.BatchSize),
            PrintEvery = options.Get(StudyOptions.PrintEvery),
        },
        options.Get(StudyOptions.DType) == "float64" ? DType.Float64 : DType.Float32, options.Get(StudyOptions.Workers));

    public Split SplitOf(ImageSet images) => Split ?? Data.Split.Default(images.Count);

    /// <summary>Images that nothing is learned from, for claims about accuracy: of the training split those that are not trained on, else those that validate.</summary>
    public (int First, int Count) HeldOutOf(ImageSet images)
    {
        const int Enough = 2_000; // images, whose share of a difference's variance is then below that of ten seeds
        var split = SplitOf(images);
        int spare = int.Min(Enough, split.Train - NumTrain);
        return spare >= split.Validation ? (NumTrain, spare) : (split.Train, split.Validation);
    }

    /// <summary>These settings, if their losses fit into memory. Each option checks its own range.</summary>
    public TrainingSettings Checked()
    {
        long iterations = (long)Schedule.IterationsPerEpoch * Solver.Epochs;
        Require(
            iterations <= int.MaxValue / sizeof(double), StudyOptions.Epochs, Solver.Epochs,
            $"fewer, or a smaller --num-train than {NumTrain}: {iterations} iterations are too many to keep");
        return this;
    }

    /// <summary>These settings, if the nets have a layer to normalize.</summary>
    public TrainingSettings For(IEnumerable<NetVariant> nets)
    {
        bool isNormalized = nets.Any(net => net.Normalization != Normalization.None);
        Require(Hidden.Count > 0 || !isNormalized, StudyOptions.Hidden, "none", "one hidden layer or more: without any there is nothing to normalize");
        return this;
    }

    /// <summary>Refuses what the images or the memory do not allow.</summary>
    /// <param name="trainings">How many there are in all; as many of them as workers are in memory at once.</param>
    public void Validate(ImageSet images, int trainings)
    {
        var split = SplitOf(images);
        Require(images.Count >= 2, StudyOptions.Data, images.Source, $"2 or more images, one to train on and one to validate, but it has {images.Count}");
        Require(
            (long)split.Train + split.Validation <= images.Count && split.Train > 0,
            StudyOptions.Split, split, $"at most {images.Count} images in all, as {images.Source} has");
        Require(
            NumTrain <= split.Train,
            StudyOptions.NumTrain, NumTrain, $"at most {split.Train}, the training split of the {images.Count} images in {images.Source}");
        RequireRoom(images.Shape.Length, images.ClassNames.Count, trainings);
    }

    /// <summary>Refuses nets and mini-batches that need more memory than a matrix may have, or than there is.</summary>
    public void RequireRoom(int inputs, int outputs, int trainings)
    {
        long[] widths = [inputs, .. Hidden.Select(width => (long)width), outputs];
        long parameters = 0;
        for (int i = 1; i < widths.Length; i++)
        {
            parameters += widths[i - 1] * Math.Max(widths[i], NarrowestRow);
            Require(parameters <= MaxValues, StudyOptions.Hidden, string.Join(',', Hidden), $"a net of at most {MaxValues} weights");
        }

        long widest = widths.Max();
        Require(Solver.BatchSize * widest <= MaxValues, StudyOptions.BatchSize, Solver.BatchSize, $"at most {MaxValues / widest} with layers of {widest}");
        int atOnce = int.Min(Workers, trainings);
        double gigabytes = (double)Copies * atOnce * parameters * (DType == DType.Float64 ? sizeof(double) : sizeof(float)) / 1e9;
        double available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        Require(
            gigabytes <= available, StudyOptions.Hidden, string.Join(',', Hidden),
            string.Create(CultureInfo.InvariantCulture, $"nets that fit into memory: {atOnce} at once of {parameters:N0} weights take {gigabytes:0.0} GB while they are trained, and there are {available:0.0} GB"));
        Require(NumTrain * widest <= int.MaxValue, StudyOptions.NumTrain, NumTrain, $"at most {int.MaxValue / widest} with images of {widest} values");
    }

    public static void Require(bool condition, Setting option, object value, string expected)
    {
        if (!condition) throw new OptionException(option.Name, value, expected);
    }
}

internal enum DType
{
    Float32,
    Float64,
}
