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
        [(Name, RegressionReport.Errors(runs)), ("regression.fit", RegressionReport.Fits(runs))], Judge(runs));

    private static Verdict[] Judge(StudyRuns<RegressionVariant, RegressionRun> runs)
    {
        RegressionVariant[] wide = [.. Nets.Where(net => net.Curve == Wide)], narrow = [.. Nets.Where(net => net.Curve == Narrow)];
        return
        [
            Claimed(
                $"On {Wide} the nets with batch normalization have a test error well below the one without", wide,
                Text($"at most {WellBelow} times {TestError(wide[0]):0.000}"), [.. wide.Skip(1).Select(net => Excess(net, WellBelow, wide[0]))]),
            Claimed(
                $"On {Narrow} the difference is small", narrow, Text($"within a factor of {Small} of {TestError(narrow[0]):0.0000} either way"),
                [.. narrow.Skip(1).SelectMany(net => new[] { Excess(net, Small, narrow[0]), Excess(narrow[0], Small, net) })]),
        ];

        Verdict Claimed(string claim, RegressionVariant[] nets, string limit, List<ConfidenceInterval> excess) => new(
            claim,
            string.Join(", ", nets.Skip(1).Select(net => Text($"{TestError(net):0.0000} {net.Net}")))
            + "; excess over the limit " + string.Join(" and ", excess.Select(apart => SpreadSeries.Difference(apart, "0.0000"))),
            $"{limit}: excess {SpreadSeries.Limit(excess[0], "below 0")}", excess.All(apart => apart.Most < 0.0));

        // How far the test errors of a net are above so many times those of another, seed by seed.
        ConfidenceInterval Excess(RegressionVariant net, double times, RegressionVariant other) =>
            ConfidenceInterval.Of([.. runs.Of(net).Zip(runs.Of(other), (a, b) => a.TestError - (times * b.TestError))]);

        double TestError(RegressionVariant net) => runs.Mean(net, run => run.TestError).Mean;
        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
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
