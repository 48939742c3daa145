using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.GammaBeta;

/// <summary>
/// Why gamma and beta are learned: the deep net of <c>saturation</c> with batch normalization, with learned gamma and beta
/// and with gamma 1 and beta 0 throughout, for sigmoid units and for ReLUs.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3: "normalizing the inputs of a sigmoid would constrain them to the linear regime of the
/// nonlinearity". The nets of a seed and an activation begin with the same weights and draw the same mini-batches.
/// </remarks>
internal sealed class GammaBetaStudy : Study<GammaBetaVariant, GammaBetaRun>
{
    private const double PixelScale = 1.0 / byte.MaxValue, Most = 0.5;

    private static readonly GammaBetaVariant[] Nets =
    [
        .. from activation in new[] { Activation.Sigmoid, Activation.Relu }
           from learns in new[] { true, false }
           select new GammaBetaVariant(activation, learns),
    ];

    private GammaBetaStudy(Values options)
        : base("gamma-beta", options, RunJson.Default.GammaBetaRun) => Settings.RequireHidden();

    public static StudyExperiment Experiment { get; } = new(
        "gamma-beta", "Show what learned gamma and beta are for: sigmoid and ReLU nets with them and with gamma 1 and beta 0.", "gamma-beta --seeds 3",
        StudyOptions.All([StudyOptions.SeedsOf(5, least: 2), .. StudyOptions.DeepNet], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new GammaBetaStudy(options))
    {
        PreferredData = DataSetInfo.Mnist,
    };

    protected override IReadOnlyList<GammaBetaVariant> Variants => Nets;

    protected override string NameOf(GammaBetaVariant variant) => variant.Name;

    protected override History HistoryOf(GammaBetaRun run) => run.History;

    protected override (Samples<T> Train, Samples<T> Validation) Prepare<T>() =>
        Preprocessing.SubtractMeanImage<T>(Images, Settings.SplitOf(Images), Settings.NumTrain, PixelScale);

    protected override GammaBetaRun Train<T>(GammaBetaVariant variant, TrainingContext<T> context)
    {
        var (random, train) = (new NumpyRandom(context.Seed), context.Train);
        var net = new FullyConnectedNet<T>(new NetDesign(train.X.Columns, Settings.Hidden, Images.ClassNames.Count)
        {
            Activation = variant.Activation,
            Normalization = Normalization.Batch,
            LearnsScaleAndShift = variant.Learns,
            Regularization = Settings.Regularization,
        });
        net.Initialize(random, UniformInitialization.For(variant.Activation));
        var probe = new ActivationProbe<T>(net, train.X.RowRange(0, int.Min(Settings.Solver.BatchSize, train.Count)));
        var layers = new List<IReadOnlyList<LayerActivity>>();
        var solver = new Solver<T>(net, train, context.Validation, Settings.Solver, random)
        {
            Observe = iteration =>
            {
                if (Settings.Schedule.Evaluates(iteration - 1)) layers.Add(probe.Look());
            },
        };
        return new(solver.Train(variant.Name, context.Seed, log: null, context.Stop), layers);
    }

    protected override ExperimentResult Report(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) => new(
        Name, [.. runs.Groups.SelectMany(group => group.Runs).Select(run => run.History)], GammaBetaReport.Tables(runs), [(Name, GammaBetaReport.Draw(runs))], Judge(runs));

    private static Verdict[] Judge(StudyRuns<GammaBetaVariant, GammaBetaRun> runs)
    {
        double least = runs.Of(Net(Activation.Sigmoid, learns: false)).Min(run => run.Last.Min(layer => layer.NearLinear));
        var leaves = Difference(Activation.Sigmoid, run => run.NearLinear);
        var differ = Difference(Activation.Relu, run => run.ZerosDeviation);
        return
        [
            new(
                "With gamma 1 and beta 0 fixed, most activations of every sigmoid layer are in its near-linear range, 0.1 to 0.9",
                string.Create(CultureInfo.InvariantCulture, $"a share of {least:F3} in the layer and seed with the fewest"),
                "0.5", least > Most),
            new(
                "With learned gamma and beta fewer activations of the sigmoid layers are in it",
                $"a share of {SpreadSeries.Difference(leaves, "0.0000")}, against fixed ones", SpreadSeries.Limit(leaves, "below 0"), leaves.Most < 0.0),
            new(
                "With learned gamma and beta ReLUs differ more from each other in how often they are 0",
                $"the standard deviation of the share of zeros over a layer's units is {SpreadSeries.Difference(differ, "0.0000")}, against fixed ones",
                SpreadSeries.Limit(differ, "above 0"), differ.Least > 0.0),
        ];

        ConfidenceInterval Difference(Activation activation, Func<GammaBetaRun, double> measure) =>
            runs.Difference(Net(activation, learns: true), Net(activation, learns: false), measure);

        static GammaBetaVariant Net(Activation activation, bool learns) => Nets.Single(net => net == new GammaBetaVariant(activation, learns));
    }
}

/// <summary>One of the nets.</summary>
/// <param name="Activation">After each normalization.</param>
/// <param name="Learns">Whether gamma and beta are learned.</param>
internal sealed record GammaBetaVariant(Activation Activation, bool Learns)
{
    public string ActivationName => Activation == Activation.Relu ? "relu" : "sigmoid";

    /// <summary>Whether gamma and beta are learned, in files.</summary>
    public string ScaleShift => Learns ? "learned" : "fixed";

    public string Name => $"{ActivationName}-{ScaleShift}";

    /// <summary>Its name in a panel that names the activation.</summary>
    public string Label => Learns ? "Learned γ and β" : "γ = 1, β = 0";

    public int Style => Learns ? NetPlan.BatchNorm.Style : 3;
}

/// <summary>One training.</summary>
/// <param name="Layers">What the hidden layers put out whenever accuracies were taken, layer by layer.</param>
internal sealed record GammaBetaRun(History History, IReadOnlyList<IReadOnlyList<LayerActivity>> Layers)
{
    /// <summary>The layers at the end of the training.</summary>
    public IReadOnlyList<LayerActivity> Last => Layers[^1];

    /// <summary>Share of near-linear activations at the end, over all layers.</summary>
    public double NearLinear => Last.Average(layer => layer.NearLinear);

    /// <summary>How far the units of a layer differ in their share of zeros at the end: the mean of all layers.</summary>
    public double ZerosDeviation => Last.Average(layer => layer.ZerosDeviation);
}
