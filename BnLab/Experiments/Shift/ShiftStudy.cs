namespace BnLab.Experiments.Shift;

/// <summary>Internal covariate shift: standardization before a sigmoid, and how the inputs of layers drift in training.</summary>
/// <remarks>Ioffe and Szegedy (2015), section 4.1 and figure 1: three hidden layers of 100 sigmoid units.</remarks>
internal sealed class ShiftStudy : Study<NetVariant, ShiftRun>
{
    /// <summary>Iterations from one measurement of the inputs to the next.</summary>
    public const int Every = 10;

    private const int Draws = 10_000;

    private ShiftStudy(Values options)
        : base("shift", options, [NetVariant.Baseline, NetVariant.BatchNorm], RunJson.Default.ShiftRun, run => run.History)
    {
        int iterations = Settings.Schedule.Iterations;
        TrainingSettings.Require(
            iterations >= 2 * Every, StudyOptions.Epochs, Settings.Solver.Epochs, $"more: {iterations} iterations are too few to see a drift, {2 * Every} are not");
    }

    public static StudyExperiment Experiment { get; } = new(
        "shift", "Measure how far the inputs of each layer drift in training, with and without batch normalization.", "shift --epochs 5",
        StudyOptions.All([StudyOptions.SeedsOf(10), StudyOptions.NumTrain with { Default = 5_000 }, StudyOptions.Hidden with { Default = [100, 100, 100] }], without: [StudyOptions.PrintEvery]),
        options => new ShiftStudy(options));

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        var split = Settings.SplitOf(images);
        TrainingSettings.Require(split.Validation >= 2, StudyOptions.Split, split, "2 or more images to validate: a spread is taken over them");
    }

    protected override TrainingLine? Summary(NetVariant variant, ShiftRun run) => null;

    protected override (Samples<T> Train, Samples<T> Validation) Prepare<T>()
    {
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(Images, Settings.SplitOf(Images), Settings.NumTrain);
        Preprocessing.DivideByStd(train, validation);
        return (train, validation);
    }

    protected override Samples<T>? PrepareHeldOut<T>() => null;

    protected override ShiftRun Train<T>(NetVariant variant, TrainingContext<T> context)
    {
        var net = new FullyConnectedNet<T>(DesignOf(variant) with { Activation = Activation.Sigmoid });
        net.Initialize(context.Random, Settings.WeightScale);
        var probe = new InputProbe<T>(net, context.Validation.X);
        probe.Look(0);
        var history = context.Fit(net, Settings.Solver, variant.Name, iteration =>
        {
            if (iteration % Every == 0) probe.Look(iteration);
        });
        return new(history, [.. probe.Traces()]);
    }

    protected override ExperimentResult Report(StudyRuns<NetVariant, ShiftRun> runs)
    {
        var random = new NumpyRandom(Settings.Seed);
        Standardized[] draws = [.. Standardized.Draw(random, Draws, mean: -2, variance: 0.5), .. Standardized.Draw(random, Draws, mean: -6, variance: 1)];
        var (without, with) = (runs.Of(NetVariant.Baseline)[0].Traces, runs.Of(NetVariant.BatchNorm)[0].Traces);
        return new(
            Name, runs.Histories, ShiftReport.Tables(runs, draws),
            [
                (Name, ShiftReport.Percentiles(without, with)), ("shift.drift", ShiftReport.Drifts(without, with)),
                ("shift.distributions", ShiftReport.Distributions(draws)),
            ])
        {
            Checks = [.. draws.Select(each => each.Check())],
            Claims = Hypothesis.Judge([.. Enumerable.Range(1, Settings.Hidden.Count).SelectMany(layer => JudgeDrift(runs, layer))]),
        };
    }

    private static IEnumerable<Hypothesis> JudgeDrift(StudyRuns<NetVariant, ShiftRun> runs, int layer)
    {
        yield return Less("mean", trace => trace.MeanDrift);
        yield return Less("spread", trace => trace.SpreadDrift);

        Hypothesis Less(string what, Func<InputTrace, double> drift)
        {
            double most = runs.All.Select(Of).Where(double.IsFinite).DefaultIfEmpty(1.0).Max(); // so far a net drifts that diverges
            return Hypothesis.Below(
                $"With batch normalization the {what} of the inputs of layer {layer}'s sigmoids drifts less in training",
                runs.Ratio(NetVariant.BatchNorm, NetVariant.Baseline, run => Of(run) is var drifts && double.IsFinite(drifts) ? drifts : most), "times the drift without");

            double Of(ShiftRun run) => drift(run.Traces[layer - 1]);
        }
    }
}

/// <param name="Traces">Of each hidden layer.</param>
internal sealed record ShiftRun(History History, IReadOnlyList<InputTrace> Traces);
