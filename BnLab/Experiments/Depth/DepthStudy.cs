namespace BnLab.Experiments.Depth;

/// <summary>How gradients change from layer to layer before any training, and how well nets of 10 to 60 hidden layers learn.</summary>
/// <remarks>
/// Yang, Pennington, Rao, Sohl-Dickstein and Schoenholz, "A Mean Field Theory of Batch Normalization" (2019): batch
/// normalization itself makes gradients explode, by the factor π / (π - 1) for each layer of ReLUs.
/// </remarks>
internal sealed class DepthStudy : Study<DepthVariant, DepthRun>
{
    private static readonly Setting<IReadOnlyList<int>> Layers = Setting.Sizes("--layers", [10, 20, 30, 40, 50, 60], "Hidden layers of each net that is trained.") with
    {
        Accepts = layers => layers.Distinct().Count() >= 2 && layers.All(count => count is >= 1 and <= 200),
        Range = "two different numbers or more, each from 1 to 200",
        Normalize = layers => [.. layers.Distinct().Order()],
    };

    private static readonly Setting<int> Units = Setting.Whole("--units", 100, "Units of each hidden layer of the nets that are trained.", 1, 1_000);

    private static readonly Setting<int> Width = Setting.Whole("--width", 2_000, "Units of each layer of the nets that are looked at before training.", 1, 4_000);

    private readonly int _units, _width;

    private DepthStudy(Values options)
        : base("depth", options, VariantsOf(options.Get(Layers)), RunJson.Default.DepthRun, run => run.History) =>
        (_units, _width) = (options.Get(Units), options.Get(Width));

    public static StudyExperiment Experiment { get; } = new(
        "depth", "Measure how gradients change from layer to layer, and how well nets of 10 to 60 layers learn, with batch normalization and without.",
        "depth --layers 10,20 --width 500",
        StudyOptions.All([Layers, Units, Width, StudyOptions.SeedsOf(5, least: 2)], without: [StudyOptions.Hidden, StudyOptions.PrintEvery]),
        options => new DepthStudy(options));

    protected override double PixelScale => 1.0 / byte.MaxValue; // else scores begin at some hundred without batch normalization

    protected override double AccuracyOf(DepthRun run) => run.TrainAccuracy;

    protected override TrainingLine? Summary(DepthVariant variant, DepthRun run) => null;

    protected override DepthRun Train<T>(DepthVariant variant, TrainingContext<T> context)
    {
        Initialization initialization = variant.Net == DepthVariant.He ? UniformInitialization.For(Activation.Relu) : new NormalInitialization(Settings.WeightScale);
        if (variant.IsWide)
        {
            double[] squares = InitialGradients.Of<T>(variant.Normalization == Normalization.Batch, initialization, _width, context.Random, context.Stop);
            return new(new(variant.Net.Name, context.Seed, [], []), double.NaN, squares);
        }

        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Hidden = [.. Enumerable.Repeat(_units, variant.Layers)] });
        net.Initialize(context.Random, initialization);
        return new(context.Fit(net, Settings.Solver with { KeepBest = false }, variant.Net.Name), Accuracy(net, context.Train), []);
    }

    protected override ExperimentResult Report(StudyRuns<DepthVariant, DepthRun> runs) => DepthReport.Of(runs, _width * Settings.WeightScale * Settings.WeightScale / 2);

    private static DepthVariant[] VariantsOf(IReadOnlyList<int> layers) =>
    [
        .. from net in DepthVariant.Nets
           from count in layers.Prepend(DepthVariant.Wide)
           select new DepthVariant(net, count),
    ];

    /// <summary>On the training images, in batches that are normalized by their own statistics, as in training: running averages err more with every layer.</summary>
    private static double Accuracy<T>(FullyConnectedNet<T> net, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int BatchSize = 100;
        int right = 0;
        for (int first = 0; first < samples.Count; first += BatchSize)
        {
            var scores = net.Scores(samples.X.RowRange(first, int.Min(BatchSize, samples.Count - first)), Mode.TestWithBatchStatistics); // (n, C)
            for (int n = 0; n < scores.Rows; n++) right += RowStatistics.ArgMax<T>(scores.Row(n)) == samples.Labels[first + n] ? 1 : 0;
        }

        return (double)right / samples.Count;
    }
}

/// <param name="Layers">Hidden layers of a net that is trained; <see cref="Wide"/> for the wide net before training.</param>
internal sealed record DepthVariant(NetVariant Net, int Layers)
    : NetVariant(Layers == Wide ? $"{Net.Name}, wide" : $"{Net.Name}, {Layers} layers", Net.Label, Net.Style, Net.Normalization)
{
    public const int Wide = 0;

    public static NetVariant Small { get; } = Baseline with { Label = "Baseline, small weights" };

    public static NetVariant He { get; } = new("he", "Baseline, He's initialization", 3, Normalization.None);

    public static IReadOnlyList<NetVariant> Nets { get; } = [BatchNorm, He, Small];

    public bool IsWide => Layers == Wide;

    public override IReadOnlyList<(string Column, object Cell)> Key => IsWide ? Net.Key : [("net", Net.Name), ("hidden_layers", Layers)];
}

/// <param name="TrainAccuracy">After the last epoch; NaN where nothing is trained.</param>
/// <param name="SquaredGradients">Of each hidden layer's outputs before training; empty where the net is trained.</param>
internal sealed record DepthRun(History History, double TrainAccuracy, IReadOnlyList<double> SquaredGradients);
