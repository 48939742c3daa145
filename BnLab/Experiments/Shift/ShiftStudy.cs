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
        StudyOptions.All([StudyOptions.NumTrain with { Default = 5_000 }, StudyOptions.Hidden with { Default = [100, 100, 100] }], without: [StudyOptions.PrintEvery]),
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
        Standardized[] draws = [.. Standardized.Draw(random, Draws, -2, 0.5), .. Standardized.Draw(random, Draws, -6, 1)];
        var (without, with) = (runs.Of(NetVariant.Baseline)[0].Traces, runs.Of(NetVariant.BatchNorm)[0].Traces);
        return new(
            Name, runs.Histories, ShiftReport.Tables(runs, draws),
            [
                (Name, ShiftReport.Percentiles(without, with)), ("shift.drift", ShiftReport.Drifts(without, with)),
                ("shift.distributions", ShiftReport.Distributions(draws)),
            ],
            [JudgeDistributions(draws), .. Enumerable.Range(1, Settings.Hidden.Count).Select(layer => JudgeDrift(runs, layer))]);
    }

    private static Verdict JudgeDistributions(Standardized[] draws)
    {
        var pairs = draws.Chunk(2).ToList();
        return new(
            "Standardization takes values out of the sigmoid's saturated region",
            string.Join(", ", pairs.Select(pair => string.Create(
                CultureInfo.InvariantCulture, $"{pair[0].Source}: {pair[0].SaturatedShare:0.000} to {pair[1].SaturatedShare:0.000}"))),
            "a smaller share, for both distributions",
            pairs.All(pair => pair[1].SaturatedShare < pair[0].SaturatedShare));
    }

    private static Verdict JudgeDrift(StudyRuns<NetVariant, ShiftRun> runs, int layer)
    {
        var (mean, spread) = (Difference(trace => trace.MeanDrift), Difference(trace => trace.SpreadDrift));
        string apart = runs.Seeds == 1 ? "" : $", apart by {SpreadSeries.Difference(mean, "0.0000")} and {SpreadSeries.Difference(spread, "0.0000")}";
        return new(
            $"With batch normalization the inputs of layer {layer}'s activations drift less in training",
            $"mean by {Mean(NetVariant.BatchNorm, trace => trace.MeanDrift)}, "
            + $"spread by {Mean(NetVariant.BatchNorm, trace => trace.SpreadDrift)} per {Every} iterations{apart}",
            $"below {Mean(NetVariant.Baseline, trace => trace.MeanDrift)} and {Mean(NetVariant.Baseline, trace => trace.SpreadDrift)}, those without",
            mean.Most < 0.0 && spread.Most < 0.0);

        ConfidenceInterval Difference(Func<InputTrace, double> drift) => runs.Difference(NetVariant.BatchNorm, NetVariant.Baseline, run => drift(run.Activation(layer)));

        string Mean(NetVariant net, Func<InputTrace, double> drift) =>
            runs.Mean(net, run => drift(run.Activation(layer))).Mean.ToString("0.0000", CultureInfo.InvariantCulture);
    }
}

internal sealed record ShiftRun(History History, IReadOnlyList<InputTrace> Traces)
{
    public InputTrace Activation(int layer) => Traces.Single(trace => trace.Place == InputTrace.Activation && trace.Layer == layer);
}
