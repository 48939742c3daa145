using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.Shift;

/// <summary>
/// Internal covariate shift: what standardization does to a distribution before a sigmoid, and how the inputs of the
/// layers drift while a net is trained, with and without batch normalization.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 4.1 and figure 1: three hidden layers of 100 sigmoid units. Both nets begin with the
/// same weights and draw the same mini-batches.
/// </remarks>
internal sealed class ShiftStudy : Study<NetPlan, ShiftRun>
{
    /// <summary>Drift is measured from one moment to another, so many iterations later.</summary>
    public const int Every = 10;

    private const int Draws = 10_000;

    private static readonly NetPlan[] Nets = [NetPlan.Baseline, NetPlan.BatchNorm];

    private ShiftStudy(Values options)
        : base("shift", options, RunJson.Default.ShiftRun)
    {
        TrainingSettings.Require(Settings.Hidden.Count > 0, StudyOptions.Hidden, "none", "at least one hidden layer, whose inputs can drift");
        int iterations = Settings.Schedule.Iterations;
        TrainingSettings.Require(
            iterations >= 2 * Every, StudyOptions.Epochs, Settings.Solver.Epochs, $"more: {iterations} iterations are too few to see a drift, {2 * Every} are not");
    }

    public static StudyExperiment Experiment { get; } = new(
        "shift", "Measure how far the inputs of each layer drift in training, with and without batch normalization.", "shift --epochs 5",
        StudyOptions.All([StudyOptions.NumTrain with { Default = 5_000 }, StudyOptions.Hidden with { Default = [100, 100, 100] }], without: [StudyOptions.PrintEvery]),
        options => new ShiftStudy(options));

    protected override IReadOnlyList<NetPlan> Variants => Nets;

    public override void Validate(ImageSet images)
    {
        base.Validate(images);
        var split = Settings.SplitOf(images);
        TrainingSettings.Require(split.Validation >= 2, StudyOptions.Split, split, "2 or more images to validate: a spread is taken over them");
    }

    protected override string NameOf(NetPlan variant) => variant.Name;

    protected override History HistoryOf(ShiftRun run) => run.History;

    protected override TrainingLine? Summary(NetPlan variant, ShiftRun run) => null;

    protected override (Samples<T> Train, Samples<T> Validation) Prepare<T>()
    {
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(Images, Settings.SplitOf(Images), Settings.NumTrain);
        Preprocessing.DivideByStd(train, validation);
        return (train, validation);
    }

    protected override ShiftRun Train<T>(NetPlan variant, TrainingContext<T> context)
    {
        var random = new NumpyRandom(context.Seed);
        var net = new FullyConnectedNet<T>(
            variant.Design(context.Train.X.Columns, Images.ClassNames.Count, Settings) with { Activation = Activation.Sigmoid });
        net.Initialize(random, Settings.WeightScale);
        var probe = new InputProbe<T>(net, context.Validation.X);
        probe.Look(0);
        var solver = new Solver<T>(net, context.Train, context.Validation, Settings.Solver, random)
        {
            Observe = iteration =>
            {
                if (iteration % Every == 0) probe.Look(iteration);
            },
        };
        return new(solver.Train(variant.Name, context.Seed, log: null, context.Stop), [.. probe.Traces()]);
    }

    protected override ExperimentResult Report(StudyRuns<NetPlan, ShiftRun> runs)
    {
        var random = new NumpyRandom(Settings.Seed);
        Standardized[] draws = [.. Standardized.Draw(random, Draws, -2, 0.5), .. Standardized.Draw(random, Draws, -6, 1)];
        var (without, with) = (runs.Of(NetPlan.Baseline)[0].Traces, runs.Of(NetPlan.BatchNorm)[0].Traces);
        return new(
            Name, [.. runs.Groups.SelectMany(group => group.Runs).Select(run => run.History)], ShiftTables.All(runs, draws),
            [(Name, ShiftFigures.Percentiles(without, with)), ("shift.drift", ShiftFigures.Drifts(without, with)), ("shift.distributions", ShiftFigures.Distributions(draws))],
            [JudgeDistributions(draws), .. Enumerable.Range(1, Settings.Hidden.Count).Select(layer => JudgeDrift(runs, layer))]);
    }

    private static Verdict JudgeDistributions(Standardized[] draws)
    {
        var pairs = draws.Chunk(2).ToList();
        return new(
            "Standardization takes values out of the sigmoid's saturated region",
            string.Join(", ", pairs.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair[0].Source}: {pair[0].SaturatedShare:0.000} to {pair[1].SaturatedShare:0.000}"))),
            "a smaller share, for both distributions",
            pairs.All(pair => pair[1].SaturatedShare < pair[0].SaturatedShare));
    }

    private static Verdict JudgeDrift(StudyRuns<NetPlan, ShiftRun> runs, int layer)
    {
        var (mean, spread) = (Difference(trace => trace.MeanDrift), Difference(trace => trace.SpreadDrift));
        string apart = runs.Seeds == 1 ? "" : $", apart by {SpreadSeries.Difference(mean, "0.0000")} and {SpreadSeries.Difference(spread, "0.0000")}";
        return new(
            $"With batch normalization the inputs of layer {layer}'s activations drift less in training",
            $"mean by {Mean(NetPlan.BatchNorm, trace => trace.MeanDrift)}, spread by {Mean(NetPlan.BatchNorm, trace => trace.SpreadDrift)} per {Every} iterations{apart}",
            $"below {Mean(NetPlan.Baseline, trace => trace.MeanDrift)} and {Mean(NetPlan.Baseline, trace => trace.SpreadDrift)}, those without",
            mean.Most < 0.0 && spread.Most < 0.0);

        ConfidenceInterval Difference(Func<InputTrace, double> drift) => runs.Difference(NetPlan.BatchNorm, NetPlan.Baseline, run => drift(run.Activation(layer)));

        string Mean(NetPlan net, Func<InputTrace, double> drift) =>
            runs.Mean(net, run => drift(run.Activation(layer))).Mean.ToString("0.0000", CultureInfo.InvariantCulture);
    }
}

/// <summary>One training.</summary>
/// <param name="Traces">The inputs of its layers, place by place.</param>
internal sealed record ShiftRun(History History, IReadOnlyList<InputTrace> Traces)
{
    /// <summary>The inputs of a layer's activations.</summary>
    public InputTrace Activation(int layer) => Traces.Single(trace => trace.Place == InputTrace.Activation && trace.Layer == layer);
}
