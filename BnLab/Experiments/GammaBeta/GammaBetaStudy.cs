namespace BnLab.Experiments.GammaBeta;

/// <summary>Why gamma and beta are learned: the net of <c>saturation</c> with both learned or fixed at 1 and 0, of sigmoids or ReLUs.</summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3: "normalizing the inputs of a sigmoid would constrain them to the linear regime of the
/// nonlinearity".
/// </remarks>
internal sealed class GammaBetaStudy : Study<GammaBetaVariant, GammaBetaRun>
{
    private const double Most = 0.5;

    private static readonly GammaBetaVariant[] Nets =
    [
        .. from activation in new[] { Activation.Sigmoid, Activation.Relu }
           from learns in new[] { true, false }
           select new GammaBetaVariant(activation, learns),
    ];

    private GammaBetaStudy(Values options)
        : base("gamma-beta", options, Nets, RunJson.Default.GammaBetaRun, run => run.History)
    {
    }

    public static StudyExperiment Experiment { get; } = new(
        "gamma-beta", "Show what learned gamma and beta are for: sigmoid and ReLU nets with them and with gamma 1 and beta 0.", "gamma-beta --seeds 3",
        StudyOptions.All([StudyOptions.SeedsOf(5, least: 2), .. StudyOptions.DeepNet(1.0, "sgd-momentum")], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new GammaBetaStudy(options))
    {
        PreferredData = DataSetInfo.Mnist,
    };

    protected override double PixelScale => 1.0 / byte.MaxValue;

    protected override GammaBetaRun Train<T>(GammaBetaVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Activation = variant.Activation, LearnsScaleAndShift = variant.Learns });
        net.Initialize(context.Random, UniformInitialization.For(variant.Activation));
        var seen = context.Train.X.RowRange(0, int.Min(Settings.Solver.BatchSize, context.Train.Count));
        var layers = new List<IReadOnlyList<LayerActivity>>();
        var history = context.Fit(net, Settings.Solver, variant.Name, iteration =>
        {
            if (Settings.Schedule.Evaluates(iteration - 1)) layers.Add(LayerActivity.OfHidden(net, seen));
        });
        return new(history, layers);
    }

    protected override ExperimentResult Report(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) =>
        new(Name, runs.Histories, GammaBetaReport.Tables(runs), [(Name, GammaBetaReport.Draw(runs))]) { Claims = Judge(runs) };

    private static IReadOnlyList<Claim> Judge(StudyRuns<GammaBetaVariant, GammaBetaRun> runs)
    {
        var least = runs.Mean(Net(Activation.Sigmoid, learns: false), run => run.Last.Min(layer => layer.NearLinear));
        var leaves = Difference(Activation.Sigmoid, run => run.NearLinear);
        var differ = Difference(Activation.Relu, run => run.ZerosDeviation);
        return Hypothesis.Judge(
            Hypothesis.Above(
                "With gamma 1 and beta 0 fixed, most activations of every sigmoid layer are in its near-linear range, 0.1 to 0.9",
                least, "share in the layer with the fewest", Most),
            Hypothesis.Below(
                "With learned gamma and beta fewer activations of the sigmoid layers are in it",
                leaves, "share of activations"),
            Hypothesis.Above(
                "With learned gamma and beta ReLUs differ more from each other in how often they are 0",
                differ, "standard deviation of the share of zeros"));

        ConfidenceInterval Difference(Activation activation, Func<GammaBetaRun, double> measure) =>
            runs.Difference(Net(activation, learns: true), Net(activation, learns: false), measure);

        static GammaBetaVariant Net(Activation activation, bool learns) => Nets.Single(net => net == new GammaBetaVariant(activation, learns));
    }
}

internal sealed record GammaBetaVariant(Activation Activation, bool Learns) : NetVariant(
    $"{Activation}-{(Learns ? "learned" : "fixed")}".ToLowerInvariant(), Learns ? "Learned γ and β" : "γ = 1, β = 0", Learns ? BatchNorm.Style : 3, Normalization.Batch)
{
    public string ScaleShift => Learns ? "learned" : "fixed";

    public override IReadOnlyList<(string Column, object Cell)> Key => [("activation", $"{Activation}".ToLowerInvariant()), ("scale_shift", ScaleShift)];
}

/// <param name="Layers">The outputs of each hidden layer, whenever accuracies were measured.</param>
internal sealed record GammaBetaRun(History History, IReadOnlyList<IReadOnlyList<LayerActivity>> Layers)
{
    public IReadOnlyList<LayerActivity> Last => Layers[^1];

    public double NearLinear => Last.Average(layer => layer.NearLinear);

    public double ZerosDeviation => Last.Average(layer => layer.ZerosDeviation);
}
