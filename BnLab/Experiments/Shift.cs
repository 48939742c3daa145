using BnLab.Data;
using BnLab.Experiments.Drift;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Internal covariate shift: what standardization does to a distribution in front of a sigmoid, and how the inputs of the
/// layers drift while a net is trained, with and without batch normalization.
/// </summary>
/// <remarks>Ioffe and Szegedy (2015), section 4.1 and figure 1: three hidden layers of 100 sigmoid units.</remarks>
internal static class Shift
{
    private const int Draws = 10_000;

    private static readonly NetPlan[] Nets = [NetPlan.Baseline, NetPlan.BatchNorm];

    /// <summary>Runs both parts.</summary>
    public static ExperimentResult Run(ShiftOptions options, ImageSet images, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var random = new NumpyRandom(options.Settings.Seed);
        Standardized[] draws = [.. Standardized.Draw(random, Draws, -2, 0.5), .. Standardized.Draw(random, Draws, -6, 1)];
        var trained = options.Settings.DType == DType.Float64
            ? TrainAll<double>(options.Settings, images, cancellation)
            : TrainAll<float>(options.Settings, images, cancellation);
        List<InputTrace> traces = [.. trained.SelectMany(net => net.Traces)];
        uint seed = options.Settings.Seed;
        return new(
            "shift", [.. trained.Select(net => net.History)],
            [DistributionTable(draws), DriftTable(traces, seed), PercentileTable(traces, seed), StepTable(traces, seed)],
            [("shift", ShiftFigures.Percentiles(traces)), ("shift.drift", ShiftFigures.Drifts(traces)), ("shift.distributions", ShiftFigures.Distributions(draws))],
            [JudgeDistributions(draws), .. JudgeDrift(traces)]);
    }

    private static IReadOnlyList<TrainedNet> TrainAll<T>(TrainingSettings settings, ImageSet images, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (train, validation) = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        cancellation.ThrowIfCancellationRequested();
        Preprocessing.DivideByStd(train, validation);
        var nets = ParallelTrainings.Run(Nets.Select(Training), settings.Workers, log: null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return [.. nets.OfType<TrainedNet>()];

        // Both nets begin with the same weights and meet the same mini-batches.
        Func<IProgress<TrainingLine>, CancellationToken, TrainedNet> Training(NetPlan plan) => (log, token) =>
        {
            var random = new NumpyRandom(settings.Seed);
            var design = new NetDesign(train.X.Columns, settings.Hidden, images.ClassNames.Count)
            {
                Normalization = plan.Normalization,
                Activation = Activation.Sigmoid,
                Regularization = settings.Regularization,
            };
            var net = new FullyConnectedNet<T>(design);
            net.Initialize(random, settings.WeightScale);
            var probe = new InputProbe<T>(design, validation.X);
            probe.Look(net, 0);
            var solver = new Solver<T>(net, train, validation, settings.Solver, random)
            {
                Observe = iteration =>
                {
                    if (iteration % ShiftOptions.Every == 0) probe.Look(net, iteration);
                },
            };
            var history = solver.Train(plan.Name, settings.Seed, log, token);
            return new(history, [.. probe.Traces(plan.Name)]);
        };
    }

    private static Table DistributionTable(Standardized[] draws) => new(
        "shift.distributions", ["drawn_from", "standardized", "mean", "std", "saturated_share", "mean_slope"],
        [.. draws.Select(d => new object[] { d.Source, d.IsStandardized, d.Mean, d.Std, d.SaturatedShare, d.MeanSlope })])
    {
        IsPrinted = true,
    };

    private static Table DriftTable(List<InputTrace> traces, uint seed) => new(
        "shift", ["net", "seed", "layer", "input_of", "mean_drift", "spread_drift"],
        [.. traces.Select(t => new object[] { t.Net, seed, t.Layer, t.Place, t.MeanDrift, t.SpreadDrift })])
    {
        IsPrinted = true,
    };

    private static Table PercentileTable(List<InputTrace> traces, uint seed) => new(
        "shift.percentiles", ["net", "seed", "layer", "input_of", "iteration", "percentile_15", "percentile_50", "percentile_85"],
        [.. from t in traces
            from m in t.Moments
            select new object[] { t.Net, seed, t.Layer, t.Place, m.Iteration, m.Low, m.Median, m.High }]);

    private static Table StepTable(List<InputTrace> traces, uint seed) => new(
        "shift.drift", ["net", "seed", "layer", "input_of", "iteration", "mean_drift", "spread_drift"],
        [.. from t in traces
            from d in t.Drifts
            select new object[] { t.Net, seed, t.Layer, t.Place, d.Iteration, d.Mean, d.Spread }]);

    private static Verdict JudgeDistributions(Standardized[] draws)
    {
        var pairs = draws.Chunk(2).ToList();
        return new(
            "Standardization takes values out of the sigmoid's saturated region",
            string.Join(", ", pairs.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair[0].Source}: {pair[0].SaturatedShare:0.000} to {pair[1].SaturatedShare:0.000}"))),
            "a smaller share, for both distributions",
            pairs.All(pair => pair[1].SaturatedShare < pair[0].SaturatedShare));
    }

    private static IEnumerable<Verdict> JudgeDrift(List<InputTrace> traces) =>
        traces.Where(t => t.Place == InputTrace.Activation).GroupBy(t => t.Layer).Select(layer =>
        {
            var without = layer.Single(t => t.Net == NetPlan.Baseline.Name);
            var with = layer.Single(t => t.Net == NetPlan.BatchNorm.Name);
            return new Verdict(
                $"With batch normalization the inputs of layer {layer.Key}'s activations drift less in training",
                string.Create(CultureInfo.InvariantCulture, $"mean by {with.MeanDrift:0.0000}, spread by {with.SpreadDrift:0.0000} per {ShiftOptions.Every} iterations"),
                string.Create(CultureInfo.InvariantCulture, $"below {without.MeanDrift:0.0000} and {without.SpreadDrift:0.0000}, those without"),
                with.MeanDrift < without.MeanDrift && with.SpreadDrift < without.SpreadDrift);
        });

    private sealed record TrainedNet(History History, IReadOnlyList<InputTrace> Traces);
}
