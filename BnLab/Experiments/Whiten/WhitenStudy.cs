namespace BnLab.Experiments.Whiten;

/// <summary>What centring, scaling and whitening change: points in a plane, hyperplanes, images, and the training of a net.</summary>
/// <remarks>
/// LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998), section 4.3; cs231n, "Neural Networks Part 2". Weights begin
/// uniform with gain √2, which keeps the scale of a signal of variance 1 from ReLU to ReLU: a fixed weight scale would favour
/// large inputs or small ones.
/// </remarks>
internal sealed class WhitenStudy : Study<InputPreparation>
{
    private const int PlanePoints = 400, CutPoints = 1_000, Planes = 2_000;
    private const int MaxFeatures = 4_096; // the decomposition takes the cube of it

    private static readonly int[] Dimensions = [2, 4, 8, 16, 32];

    private static readonly Setting<int> Shrink = Setting.Whole("--shrink", 2, "Blocks of so many pixels, squared, become one: fewer features to whiten.");

    private readonly int _shrink;
    private readonly Lazy<ImageSet> _small;
    private readonly Lock _fitting = new();
    private IReadOnlyList<(InputPreparation Inputs, InputTransform Transform)>? _fitted;

    private WhitenStudy(Values options)
        : base("whiten", options, InputPreparation.All)
    {
        _shrink = options.Get(Shrink);
        _small = new(() => ShrunkImages.Shrink(Images, _shrink));
    }

    public static StudyExperiment Experiment { get; } = new(
        "whiten", "Compare raw, centred, z-scored and whitened data, in the plane and on images.", "whiten --shrink 4",
        StudyOptions.All([Shrink, StudyOptions.SeedsOf(3)], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]), options => new WhitenStudy(options));

    private int TrainingImages => Settings.SplitOf(Images).Train;

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        var shape = images.Shape;
        TrainingSettings.Require(
            shape.Height % _shrink == 0 && shape.Width % _shrink == 0, Shrink, _shrink, $"a divisor of height and width of images of {shape}");
        int features = shape.Length / _shrink / _shrink;
        TrainingSettings.Require(features <= MaxFeatures, Shrink, _shrink, $"more: {features} features are too many to whiten, {MaxFeatures} are not");
    }

    protected override History Train<T>(InputPreparation variant, TrainingContext<T> context)
    {
        var transform = Fitted(context.Stop).Single(fitted => fitted.Inputs == variant).Transform;
        var train = Prepare<T>(0, Settings.NumTrain, transform);
        var validation = Prepare<T>(TrainingImages, Settings.SplitOf(Images).Validation, transform);
        var random = new NumpyRandom(context.Seed);
        var net = new FullyConnectedNet<T>(train.X.Columns, Settings.Hidden, Images.ClassNames.Count, Normalization.None, Settings.Regularization);
        net.Initialize(random, new UniformInitialization(Math.Sqrt(2.0)));
        return new Solver<T>(net, train, validation, Settings.Solver, random).Train(variant.Name, context.Seed, log: null, context.Stop);
    }

    protected override ExperimentResult Report(StudyRuns<InputPreparation, History> runs)
    {
        var plane = HyperplaneCut.PositiveData(new(Settings.Seed), PlanePoints, 2); // (N, 2)
        var views = InputPreparation.FitAll(FeatureStatistics.Of(plane)).Select(fitted => (fitted.Inputs, fitted.Transform.Apply(plane))).ToList();
        List<HyperplaneCut> cuts =
        [
            .. Dimensions.Select(n => HyperplaneCut.Measure("positive", HyperplaneCut.PositiveData(new(Settings.Seed), CutPoints, n), Settings.Seed, Planes)),
            HyperplaneCut.Measure("images", ImageRows.Of(_small.Value, 0, int.Min(CutPoints, TrainingImages)), Settings.Seed, Planes),
        ];
        return new(
            Name, runs.Histories, WhitenReport.Tables(runs, cuts, views),
            [
                (Name, WhitenFigures.Plane(views, cuts)),
                ("whiten.images", WhitenFigures.Images(_small.Value, TrainingImages, Fitted(CancellationToken.None))),
                ("whiten.training", WhitenFigures.Training(runs)),
            ])
        {
            Checks = [WhitenReport.JudgeCentring(cuts)],
            Claims = WhitenReport.Judge(runs, cuts),
        };
    }

    /// <summary>Fitted to the images of the training split once for all trainings: it takes seconds.</summary>
    private IReadOnlyList<(InputPreparation Inputs, InputTransform Transform)> Fitted(CancellationToken stop)
    {
        lock (_fitting) return _fitted ??= InputPreparation.FitAll(FeatureStatistics.Of(ImageRows.Blocks(_small.Value, 0, TrainingImages), stop), stop);
    }

    private Samples<T> Prepare<T>(int first, int count, InputTransform transform)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new Matrix<T>(count, _small.Value.Shape.Length); // (N, D)
        int row = 0;
        foreach (var block in ImageRows.Blocks(_small.Value, first, count))
        {
            var prepared = transform.Apply(block); // (B, D)
            for (int i = 0; i < prepared.Rows; i++)
            {
                ReadOnlySpan<double> from = prepared.Row(i);
                Span<T> to = x.Row(row++);
                for (int j = 0; j < to.Length; j++) to[j] = T.CreateTruncating(from[j]);
            }
        }

        return new(x, _small.Value.LabelsOf(first, count));
    }
}
