namespace BnLab.Experiments.Regression;

/// <summary>A regression: y = x² with noise, fitted by tanh nets with and without batch normalization, on a narrow and on a wide range.</summary>
/// <remarks>
/// The tutorial for PyTorch that made the experiment known has 10 units a layer and Adam with 0.03; weights and biases begin
/// uniform in ±1/√inputs, PyTorch's default.
/// </remarks>
internal sealed class RegressionStudy : Study<RegressionVariant, RegressionRun>
{
    private const int TestPoints = 100;

    private const double NarrowNoise = 0.1;

    private static readonly Parabola Narrow = new(1, NarrowNoise), Wide = new(5, 1);

    private static readonly RegressionVariant[] Nets = [.. new[] { Narrow, Wide }.SelectMany(curve => new RegressionVariant[]
    {
        new(curve, "baseline", "Without normalization", 1, null),
        new(curve, "batchnorm-pytorch", "Batch norm, PyTorch's conventions", 3, BatchNormConventions.PyTorch()),
        new(curve, "batchnorm", "Batch norm, the course's conventions", 0, BatchNormConventions.Course),
        new(curve, "batchnorm-report", "Batch norm, 0.01 old + 0.99 new", 2, new BatchNormConventions(Momentum: 0.01)), // the report's own layer
    })];

    private RegressionStudy(Values options)
        : base("regression", options, Nets, RunJson.Default.RegressionRun, run => run.History) => Settings.RequireRoom(inputs: 1, outputs: 1, Count);

    public static StudyExperiment Experiment { get; } = new(
        "regression", "Fit a parabola with tanh nets, without batch normalization and with it under three conventions.", "regression --seeds 5",
        StudyOptions.All(
            [StudyOptions.SeedsOf(20), StudyOptions.Hidden with { Default = [10, 10, 10, 10] }, StudyOptions.LearningRate with { Default = 0.03 }],
            without: [StudyOptions.Data, StudyOptions.NumTrain, StudyOptions.Split, StudyOptions.WeightScale, StudyOptions.PrintEvery]),
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
        Initialize(net, context.Random);
        var drawn = context with { Samples = new((train, test)) };
        var history = drawn.Fit(net, Settings.Solver with { KeepBest = false }, variant.Net);
        double[] x = test.X.ToArray(), y = test.Targets.ToArray(), predicted = net.Scores(test.X).ToArray();
        return new(history, x, y, predicted, Saturated(net, train.X));
    }

    /// <summary>Weights and biases uniform in ±1/√inputs, layer by layer.</summary>
    private static void Initialize<T>(Network<T> net, NumpyRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        net.Initialize(random, weightScale: 1.0); // gamma and beta; the draws for the others are replaced
        foreach (int layer in Enumerable.Range(1, net.Parameters.All.Count(each => each.Shape.Kind == ParameterKind.Weight)))
        {
            double bound = 1.0 / Math.Sqrt(net.Parameters[$"W{layer}"].Value.Rows);
            foreach (var parameter in new[] { net.Parameters[$"W{layer}"].Value, net.Parameters[$"b{layer}"].Value })
            {
                for (int r = 0; r < parameter.Rows; r++)
                {
                    foreach (ref T value in parameter.Row(r)) value = T.CreateTruncating(random.NextUniform(-bound, bound));
                }
            }
        }
    }

    /// <summary>The share of the hidden outputs whose magnitude is above 0.9, where the slope of tanh is below a fifth.</summary>
    private static double Saturated<T>(Network<T> net, Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        HiddenLayers.Of(net, x, (_, y) => HiddenLayers.Share(y.ToArray(), value => Math.Abs(value) > 0.9)).Average();

    protected override ExperimentResult Report(StudyRuns<RegressionVariant, RegressionRun> runs) => new(
        Name, runs.Histories, RegressionReport.Tables(runs),
        [(Name, RegressionReport.Errors(runs)), ("regression.fit", RegressionReport.Fits(runs))])
    {
        Claims = Judge(runs),
    };

    private static IReadOnlyList<Claim> Judge(StudyRuns<RegressionVariant, RegressionRun> runs)
    {
        const double Noise = NarrowNoise * NarrowNoise; // the error of a net that has learned x² exactly
        RegressionVariant[] wide = [.. Nets.Where(net => net.Curve == Wide)], narrow = [.. Nets.Where(net => net.Curve == Narrow)];
        return Hypothesis.Judge(
        [
            .. wide.Skip(1).Select(net => Hypothesis.Below(
                $"As a fit of x² on {Wide}, {net.Net} has a smaller test error than the net without normalization", runs.Ratio(net, wide[0], run => run.TestError), "times the error") with
            { Measured = runs.Against(net, wide[0], run => run.TestError, "G3") }),
            .. narrow.Skip(1).Select(net => Hypothesis.Between(
                $"As a fit of x² on {Narrow}, the test error of {net.Net} differs from that without normalization by less than the noise", runs.Difference(net, narrow[0], LastError),
                "mean squared error", -Noise, Noise) with
            { Measured = runs.Against(net, narrow[0], LastError, "G3") }),
            Hypothesis.Above(
                $"In a fit of x² on {Wide} more tanh units are saturated without normalization than with {wide[2].Net}", runs.Difference(wide[0], wide[2], run => run.Saturated),
                "share of outputs beyond ±0.9") with
            { Measured = runs.Against(wide[0], wide[2], run => run.Saturated) },
        ]);

        static double LastError(RegressionRun run) => run.History.Epochs[^1].Validation; // two nets that diverge are not alike
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
/// <param name="Saturated">The share of hidden outputs beyond ±0.9, after the last iteration.</param>
internal sealed record RegressionRun(History History, double[] TestX, double[] TestY, double[] Predicted, double Saturated)
{
    /// <summary>At most that of a net that always answers the mean.</summary>
    public double TestError
    {
        get
        {
            double error = History.Epochs[^1].Validation, mean = TestY.Average(), variance = TestY.Average(y => (y - mean) * (y - mean));
            return error < variance ? error : variance;
        }
    }
}
