namespace BnLab.Experiments.AffineOnly;

/// <summary>What gamma and beta alone can learn while all weights stay random, and what it costs to leave the front layers random.</summary>
/// <remarks>Frankle, Schwab and Morcos, "Training BatchNorm and Only BatchNorm: On the Expressive Power of Random Features in CNNs", 2021.</remarks>
internal sealed class AffineOnlyStudy : Study<AffineOnlyVariant, AffineOnlyRun>
{
    private const int MostUnits = 1_024;

    private static readonly Setting<IReadOnlyList<int>> Widths = Setting.Sizes("--widths", [25, 50, 100], "Units of each hidden layer; a net for each number.") with
    {
        Accepts = widths => widths.Count > 0 && widths.All(width => width is >= 1 and <= MostUnits) && widths.Zip(widths.Skip(1), (a, b) => a < b).All(rises => rises),
        Range = $"rising sizes from 1 to {MostUnits}",
    };

    private static readonly Setting<int> Layers = Setting.Whole("--layers", 5, "Hidden layers.", 2, 50);

    private static readonly Setting<double> FewRate = Setting.Number("--few-rate", 1e-2, "Learning rate of the nets that train few parameters.");

    private readonly int _layers;
    private readonly double _fewRate;

    private AffineOnlyStudy(Values options)
        : base("affine-only", options, [.. AffineOnlyVariant.Of(options.Get(Widths))], RunJson.Default.AffineOnlyRun, run => run.History)
        => (_layers, _fewRate) = (options.Get(Layers), options.Get(FewRate));

    public static StudyExperiment Experiment { get; } = new(
        "affine-only", "Train only gamma and beta, only as many random weights, only the output layer, or all but the front layers.", "affine-only --widths 50,100",
        StudyOptions.All(
            [Widths, Layers, FewRate, StudyOptions.SeedsOf(10, least: 2), StudyOptions.Epochs with { Default = 20 }],
            without: [StudyOptions.Hidden, StudyOptions.WeightScale, StudyOptions.PrintEvery]),
        options => new AffineOnlyStudy(options));

    protected override double PixelScale => 1.0 / byte.MaxValue;

    protected override AffineOnlyRun Train<T>(AffineOnlyVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Hidden = [.. Enumerable.Repeat(variant.Width, _layers)] });
        net.Initialize(context.Random, UniformInitialization.For(Activation.Relu));
        var trained = Trained(net.Parameters, variant.Trained, new((uint)new NumpyRandom(context.Seed).NextInteger(int.MaxValue)));
        double rate = variant.Trained is AffineOnly.Trained.All or AffineOnly.Trained.Back ? Settings.Solver.LearningRate : _fewRate;
        var history = context.Fit(net, Settings.Solver with { KeepBest = false, LearningRate = rate }, variant.Name, restrict: trained.Restrict);
        var gammas = net.Parameters.All.Where(each => each.Shape.Kind == ParameterKind.Scale).SelectMany(each => each.Parameter.Value.Row(0).ToArray());
        return new(history, trained.Count, [.. gammas.Select(double.CreateTruncating)]);
    }

    private TrainedParameters<T> Trained<T>(ParameterSet<T> parameters, Trained which, NumpyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return which switch
        {
            AffineOnly.Trained.Affine => Affine(),
            AffineOnly.Trained.Random => Named(name => !IsAffine(name)).Some(Affine().Count, random),
            AffineOnly.Trained.Output => Named(name => LayerOf(name) > _layers),
            AffineOnly.Trained.Back => Named(name => LayerOf(name) >= _layers),
            _ => Named(_ => true),
        };

        TrainedParameters<T> Affine() => Named(IsAffine);
        TrainedParameters<T> Named(Func<string, bool> isTrained) => TrainedParameters<T>.Named(parameters, isTrained);
        static bool IsAffine(string name) => name.StartsWith("gamma", StringComparison.Ordinal) || name.StartsWith("beta", StringComparison.Ordinal);
        static int LayerOf(string name) => int.Parse(name.TrimStart([.. "Wbetagm"]), CultureInfo.InvariantCulture);
    }

    protected override ExperimentResult Report(StudyRuns<AffineOnlyVariant, AffineOnlyRun> runs) => new(
        Name, runs.Histories,
        [
            runs.Summary(["parameters", "train_accuracy", "held_out_accuracy", "half_width", "halved_gammas"], net =>
            {
                var right = runs.Mean(net, runs.HeldOutAccuracy);
                return [runs.Of(net)[0].Parameters, runs.Mean(net, runs.TrainAccuracy).Mean, right.Mean, right.HalfWidth, runs.Mean(net, run => run.Halved).Mean];
            }),
            runs.Rows("gammas", ["gamma"], (net, run) => net.Trained is AffineOnly.Trained.AllFast or AffineOnly.Trained.Affine ? run.Gammas.Select(gamma => new object[] { gamma }) : []),
            runs.Accuracies(),
        ],
        [(Name, AffineOnlyFigure.Of(runs))])
    {
        Claims = Judge(runs),
    };

    private static IReadOnlyList<Claim> Judge(StudyRuns<AffineOnlyVariant, AffineOnlyRun> runs)
    {
        int widest = runs.Variants.Max(net => net.Width);
        AffineOnlyVariant affine = Net(AffineOnly.Trained.Affine), fast = Net(AffineOnly.Trained.AllFast);
        var narrow = runs.Variants.First(net => net.Trained == AffineOnly.Trained.Affine);
        Hypothesis[] hypotheses =
        [
            runs.MoreAccurate("Gamma and beta alone are right more often than as many other parameters, chosen at random", affine, Net(AffineOnly.Trained.Random)),
            runs.MoreAccurate("Gamma and beta alone are right more often than the output layer alone", affine, Net(AffineOnly.Trained.Output)),
            .. narrow == affine ? [] : new[] { runs.MoreAccurate("Gamma and beta alone are right more often in the widest net than in the narrowest", affine, narrow) },
            Hypothesis.Above(
                "Gammas trained without weights fall below half of their start more often than gammas trained with them at the same learning rate",
                runs.Difference(affine, fast, run => run.Halved), "share of gammas") with
            { Measured = runs.Against(affine, fast, run => run.Halved) },
            Worse("With batch normalization a net trains worse where its front layers stay random", Net(AffineOnly.Trained.Back), Net(AffineOnly.Trained.All)),
            Worse("Without normalization a net trains worse where its front layers stay random", Net(AffineOnly.Trained.Back, NetVariant.Baseline), Net(AffineOnly.Trained.All, NetVariant.Baseline)),
        ];
        return Hypothesis.Judge(hypotheses);

        AffineOnlyVariant Net(Trained trained, NetVariant? net = null) =>
            runs.Variants.Single(each => each.Trained == trained && each.Net == (net ?? NetVariant.BatchNorm) && each.Width == widest);

        Hypothesis Worse(string statement, AffineOnlyVariant one, AffineOnlyVariant other) =>
            Hypothesis.Below(statement, runs.Difference(one, other, runs.TrainAccuracy), "training accuracy") with { Measured = runs.Against(one, other, runs.TrainAccuracy) };
    }
}

/// <summary>Which parameters are trained.</summary>
internal enum Trained
{
    All,

    /// <summary>All parameters, at the learning rate of few: gammas move as far as where they are trained alone.</summary>
    AllFast,

    /// <summary>Gamma and beta.</summary>
    Affine,

    /// <summary>As many of the other parameters, chosen at random.</summary>
    Random,

    Output,

    /// <summary>The last hidden layer and the output layer.</summary>
    Back,
}

internal sealed record AffineOnlyVariant(NetVariant Net, Trained Trained, int Width, string Label, int Style)
    : NetVariant($"{Net.Name}, {Word(Trained)}, {Width} units", Label, Style, Net.Normalization)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => [("net", Net.Name), ("trained", Word(Trained)), ("width", Width)];

    /// <summary>The front layers are left random in the widest nets alone, and these alone are trained in all parameters at two rates.</summary>
    public static IEnumerable<AffineOnlyVariant> Of(IReadOnlyList<int> widths) =>
    [
        .. from trained in new[] { (Trained.All, "All parameters", 1), (Trained.Affine, "γ and β", 0), (Trained.Output, "Output layer", 2), (Trained.Random, "As many random weights", 3) }
           from width in widths
           select new AffineOnlyVariant(BatchNorm, trained.Item1, width, trained.Item2, trained.Item3),
        new(BatchNorm, Trained.AllFast, widths[^1], "All parameters", 1),
        new(BatchNorm, Trained.Back, widths[^1], "Front layers random", 4),
        new(Baseline, Trained.All, widths[^1], "All parameters", 1),
        new(Baseline, Trained.Back, widths[^1], "Front layers random", 4),
    ];

    private static string Word(Trained trained) => trained == Trained.AllFast ? "all-fast" : $"{trained}".ToLowerInvariant();
}

/// <param name="Parameters">How many are trained.</param>
/// <param name="Gammas">After the training.</param>
internal sealed record AffineOnlyRun(History History, int Parameters, IReadOnlyList<double> Gammas)
{
    /// <summary>The share of gammas between -1/2 and 1/2; all begin at 1.</summary>
    public double Halved => Gammas.Count == 0 ? double.NaN : Gammas.Average(gamma => Math.Abs(gamma) < 0.5 ? 1.0 : 0.0);
}
