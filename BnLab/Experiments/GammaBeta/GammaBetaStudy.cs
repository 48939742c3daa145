namespace BnLab.Experiments.GammaBeta;

/// <summary>Why gamma and beta are learned: a deep net of sigmoids or ReLUs with both, one of them, or neither.</summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3: "normalizing the inputs of a sigmoid would constrain them to the linear regime of the
/// nonlinearity".
/// </remarks>
internal sealed class GammaBetaStudy : Study<GammaBetaVariant, GammaBetaRun>
{
    private GammaBetaStudy(Values options)
        : base("gamma-beta", options, GammaBetaVariant.All, RunJson.Default.GammaBetaRun, run => run.History)
    {
    }

    public static StudyExperiment Experiment { get; } = new(
        "gamma-beta", "Show what learned gamma and beta are for: sigmoid and ReLU nets with both, with one of them, and with neither.", "gamma-beta --seeds 3",
        StudyOptions.All([StudyOptions.SeedsOf(10, least: 2), .. StudyOptions.DeepNet(1.0, "sgd-momentum")], without: [StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new GammaBetaStudy(options))
    {
        PreferredData = DataSetInfo.Mnist,
    };

    protected override double PixelScale => 1.0 / byte.MaxValue;

    protected override GammaBetaRun Train<T>(GammaBetaVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Activation = variant.Activation });
        net.Initialize(context.Random, UniformInitialization.For(variant.Activation));
        foreach (var (shape, parameter) in net.Parameters.All)
        {
            if (shape.Kind == ParameterKind.Scale) parameter.Value.Fill(T.CreateChecked(variant.Learned.Gamma));
        }

        var trained = TrainedParameters<T>.Named(net.Parameters, name =>
            (variant.Learned.LearnsGamma || !name.StartsWith("gamma", StringComparison.Ordinal))
            && (variant.Learned.LearnsBeta || !name.StartsWith("beta", StringComparison.Ordinal)));
        var history = context.Fit(net, Settings.Solver with { KeepBest = false }, variant.Name, restrict: trained.Restrict);
        var seen = context.Train.X.RowRange(0, int.Min(Settings.Solver.BatchSize, context.Train.Count));
        return new(history, HiddenLayers.Of(net, seen, LayerActivity.Of));
    }

    protected override ExperimentResult Report(StudyRuns<GammaBetaVariant, GammaBetaRun> runs) =>
        new(Name, runs.Histories, GammaBetaReport.Tables(runs), [(Name, GammaBetaReport.Draw(runs))]) { Claims = GammaBetaReport.Judge(runs) };
}

/// <summary>What is learned of gamma and beta.</summary>
/// <param name="Gamma">What every gamma begins with.</param>
internal sealed record ScaleShift(string Name, string Label, int Style, bool LearnsGamma, bool LearnsBeta, double Gamma = 1.0)
{
    public static ScaleShift Both { get; } = new("learned", "Learned γ and β", 0, true, true);

    public static ScaleShift OnlyGamma { get; } = new("gamma", "Learned γ, β = 0", 2, true, false);

    public static ScaleShift OnlyBeta { get; } = new("beta", "Learned β, γ = 1", 4, false, true);

    public static ScaleShift Two { get; } = new("gamma-2", "γ = 2, β = 0", 6, false, false, Gamma: 2.0);

    public static ScaleShift Neither { get; } = new("fixed", "γ = 1, β = 0", 3, false, false);

    public static IReadOnlyList<ScaleShift> All { get; } = [Both, OnlyGamma, OnlyBeta, Two, Neither];
}

internal sealed record GammaBetaVariant(Activation Activation, ScaleShift Learned) : NetVariant(
    $"{Activation}-{Learned.Name}".ToLowerInvariant(), Learned.Label, Learned.Style, Normalization.Batch)
{
    public static IReadOnlyList<GammaBetaVariant> All { get; } =
    [
        .. from activation in new[] { Activation.Sigmoid, Activation.Relu }
           from learned in ScaleShift.All
           select new GammaBetaVariant(activation, learned),
    ];

    public override IReadOnlyList<(string Column, object Cell)> Key => [("activation", $"{Activation}".ToLowerInvariant()), ("scale_shift", Learned.Name)];
}

/// <param name="Layers">The outputs of each hidden layer after the last iteration.</param>
internal sealed record GammaBetaRun(History History, IReadOnlyList<LayerActivity> Layers)
{
    public double Linearity => Layers.Average(layer => layer.Linearity);
}
