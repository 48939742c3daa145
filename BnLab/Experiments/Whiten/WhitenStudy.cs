namespace BnLab.Experiments.Whiten;

/// <summary>What centring, scaling and whitening change: points in a plane, hyperplanes, images, and the training of a net.</summary>
/// <remarks>
/// LeCun, Bottou, Orr and Müller, "Efficient BackProp" (1998), section 4.3; cs231n, "Neural Networks Part 2". Weights begin
/// uniform with gain √2, which keeps the scale of a signal of variance 1 from ReLU to ReLU: a fixed weight scale would favour
/// large inputs or small ones.
/// </remarks>
internal sealed class WhitenStudy : Study<InputPreparation>
{
    private const int PlanePoints = 400;
    private const int MaxFeatures = 4_096; // the decomposition takes the cube of it

    private static readonly Setting<int> Shrink = Setting.Whole("--shrink", 2, "Blocks of so many pixels, squared, become one: fewer features to whiten.");

    private readonly int _shrink;
    private readonly Lazy<ImageSet> _small;
    private readonly Lock _fitting = new();
    private readonly Dictionary<InputPreparation, object> _prepared = [];
    private FeatureStatistics? _statistics;
    private IReadOnlyList<(InputPreparation Inputs, InputTransform Transform)>? _fitted;

    private WhitenStudy(Values options)
        : base("whiten", options, InputPreparation.All)
    {
        _shrink = options.Get(Shrink);
        _small = new(() => ShrunkImages.Shrink(Images, _shrink));
    }

    public static StudyExperiment Experiment { get; } = new(
        "whiten", "Compare raw, centred, z-scored and whitened data, in the plane and on images.", "whiten --shrink 4",
        StudyOptions.All([Shrink, StudyOptions.SeedsOf(10)], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]), options => new WhitenStudy(options));

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

    protected override Samples<T>? PrepareHeldOut<T>() => null; // each preparation has its own

    protected override History Train<T>(InputPreparation variant, TrainingContext<T> context)
    {
        var (train, validation, heldOut) = Prepared<T>(variant, context.Stop);
        var net = new FullyConnectedNet<T>(train.X.Columns, Settings.Hidden, Images.ClassNames.Count, Normalization.None, Settings.Regularization);
        net.Initialize(context.Random, new UniformInitialization(Math.Sqrt(2.0)));
        return (context with { Samples = new((train, validation)), HeldOut = new(heldOut) }).Fit(net, Settings.Solver, variant.Name);
    }

    protected override ExperimentResult Report(StudyRuns<InputPreparation, History> runs)
    {
        var plane = CutData.PositiveData(new(Settings.Seed), PlanePoints, 2); // (N, 2)
        var views = InputPreparation.FitAll(FeatureStatistics.Of(plane)).Select(fitted => (fitted.Inputs, fitted.Transform.Apply(plane))).ToList();
        List<CutData> cuts = [.. CutData.OfPositive(Settings.Seed), .. CutData.OfImages(_small.Value, TrainingImages, Settings.Seed)];
        var fitted = Fitted(CancellationToken.None);
        var zScore = fitted.Single(each => each.Inputs.Name == "z-scored").Transform;
        var scales = zScore.Apply(Matrix<double>.Constant(1, _small.Value.Shape.Length, 1.0)) - zScore.Apply(new(1, _small.Value.Shape.Length)); // (1, D)
        return new(
            Name, runs.Histories, WhitenReport.Tables(runs, cuts, views),
            [
                (Name, WhitenFigures.Plane(views, cuts)),
                ("whiten.images", WhitenFigures.Images(_small.Value, TrainingImages, fitted)),
                ("whiten.training", WhitenFigures.Training(runs)),
            ])
        {
            Checks = [WhitenReport.Centring(cuts), WhitenReport.ZScoring(_statistics!, scales.Row(0))],
            Claims = WhitenReport.Judge(runs, cuts),
        };
    }

    /// <summary>Fitted once for all trainings, because it takes seconds, to the images of the training split that are not held out.</summary>
    private IReadOnlyList<(InputPreparation Inputs, InputTransform Transform)> Fitted(CancellationToken stop)
    {
        lock (_fitting)
        {
            var (first, count) = Settings.HeldOutOf(Images);
            var after = ImageRows.Blocks(_small.Value, first + count, TrainingImages - first - count); // none if the images that validate are held out
            _statistics ??= FeatureStatistics.Of(ImageRows.Blocks(_small.Value, 0, first).Concat(after), stop);
            return _fitted ??= InputPreparation.FitAll(_statistics, stop);
        }
    }

    private (Samples<T> Train, Samples<T> Validation, Samples<T> HeldOut) Prepared<T>(InputPreparation inputs, CancellationToken stop)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var transform = Fitted(stop).Single(fitted => fitted.Inputs == inputs).Transform;
        lock (_prepared)
        {
            if (_prepared.TryGetValue(inputs, out object? made)) return ((Samples<T>, Samples<T>, Samples<T>))made;
            var heldOut = Settings.HeldOutOf(Images);
            var images = (
                Prepare<T>(0, Settings.NumTrain, transform), Prepare<T>(TrainingImages, Settings.SplitOf(Images).Validation, transform),
                Prepare<T>(heldOut.First, heldOut.Count, transform));
            _prepared.Add(inputs, images);
            return images;
        }
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
