namespace BnLab.Experiments.Regression;

/// <summary>A regression: y = x² with noise, fitted by tanh nets with and without batch normalization, on a narrow and on a wide range.</summary>
/// <remarks>
/// Width, initial weights and learning rate are those of the tutorial for PyTorch that made the experiment known: four hidden
/// layers (there eight) of 10 units, N(0, 0.1²), Adam with 0.03.
/// </remarks>
internal sealed class RegressionStudy : Study<RegressionVariant, RegressionRun>
{
    private const int TestPoints = 100;

    // The words of the claim as numbers: "well below" is at most half, a "small" difference is within a factor of two.
    private const double WellBelow = 0.5;
    private const double Small = 2.0;

    private static readonly Parabola Narrow = new(1, 0.1), Wide = new(5, 1);

    private static readonly RegressionVariant[] Nets = [.. new[] { Narrow, Wide }.SelectMany(curve => new RegressionVariant[]
    {
        new(curve, "baseline", "Without normalization", 1, null),
        new(curve, "batchnorm-pytorch", "Batch norm, PyTorch's conventions", 3, BatchNormConventions.PyTorch()),
        new(curve, "batchnorm", "Batch norm, the course's conventions", 0, BatchNormConventions.Course),
    })];

    private RegressionStudy(Values options)
        : base("regression", options, Nets, RunJson.Default.RegressionRun, run => run.History) => Settings.RequireRoom(inputs: 1, outputs: 1);

    public static StudyExperiment Experiment { get; } = new(
        "regression", "Fit a parabola with tanh nets, without batch normalization and with it under two conventions.", "regression --seeds 5",
        StudyOptions.All(
            [
                StudyOptions.SeedsOf(10), StudyOptions.Hidden with { Default = [10, 10, 10, 10] },
                StudyOptions.WeightScale with { Default = 0.1 }, StudyOptions.LearningRate with { Default = 0.03 },
            ],
            without: [StudyOptions.Data, StudyOptions.NumTrain, StudyOptions.Split, StudyOptions.PrintEvery]),
        options => new RegressionStudy(options));

    public override bool NeedsImages => false;

    protected override TrainingLine? Summary(RegressionVariant variant, RegressionRun run) => null;

    protected override double AccuracyOf(RegressionRun run) => double.NaN;

    protected override RegressionRun Train<T>(RegressionVariant variant, TrainingContext<T> context)
    {
        var train = variant.Curve.Draw<T>(context.Random, Settings.NumTrain);
        var test = variant.Curve.Draw<T>(context.Random, TestPoints);
        var net = new FullyConnectedNet<T>(variant.Design(1, 1, Settings) with
        {
            Activation = Activation.Tanh,
            Conventions = variant.Conventions ?? BatchNormConventions.Course,
        });
        net.Initialize(context.Random, Settings.WeightScale);

        var drawn = context with { Samples = new((train, test)) };
        var history = drawn.Fit(net, Settings.Solver with { KeepBest = false }, variant.Net);
        double[] x = test.X.ToArray(), y = test.Targets.ToArray(), predicted = net.Scores(test.X).ToArray();
        int[] order = [.. Enumerable.Range(0, x.Length).OrderBy(i => x[i])];
        return new(history, [.. order.Select(i => x[i])], [.. order.Select(i => y[i])], [.. order.Select(i => predicted[i])]);
    }

    protected override ExperimentResult Report(StudyRuns<RegressionVariant, RegressionRun> runs) => new(
        Name, runs.Histories, RegressionReport.Tables(runs),
        [(Name, RegressionReport.Errors(runs)), ("regression.fit", RegressionReport.Fits(runs))])
    {
        Claims = Judge(runs),
    };

    private static IReadOnlyList<Claim> Judge(StudyRuns<RegressionVariant, RegressionRun> runs)
    {
        RegressionVariant[] wide = [.. Nets.Where(net => net.Curve == Wide)], narrow = [.. Nets.Where(net => net.Curve == Narrow)];
        return Hypothesis.Judge(
        [
            .. wide.Skip(1).Select(net => Hypothesis.Below($"On {Wide} the test error of {net.Net} is well below that without", Error(net, wide[0]), "times the error", WellBelow)),
            .. narrow.Skip(1).Select(net => Hypothesis.Between($"On {Narrow} the test error of {net.Net} is about that without", Error(net, narrow[0]), "times the error", 1 / Small, Small)),
        ]);

        ConfidenceInterval Error(RegressionVariant net, RegressionVariant other) => runs.Ratio(net, other, run => run.TestError);
    }
}

/// <param name="Net">The net's name in files.</param>
/// <param name="Conventions">Null for a net without batch normalization.</param>
internal sealed record RegressionVariant(Parabola Curve, string Net, string Label, int Style, BatchNormConventions? Conventions)
    : NetVariant($"{Net} on {Curve}", Label, Style, Conventions is null ? Normalization.None : Normalization.Batch)
{
    public override IReadOnlyList<(string Column, object Cell)> Key => [("range", Curve.ToString()), ("net", Net)];
}

/// <param name="TestX">In ascending order.</param>
/// <param name="TestY">With noise.</param>
/// <param name="Predicted">After the last iteration.</param>
internal sealed record RegressionRun(History History, double[] TestX, double[] TestY, double[] Predicted)
{
    public double TestError => History.Epochs[^1].Validation;
}
