using BnLab.Experiments.Shift;

namespace BnLab.Experiments.Landscape;

/// <summary>Does batch normalization help because inputs of layers drift less, or because the loss is smoother? A plain net, a normalized one, and a normalized one with noise.</summary>
/// <remarks>Santurkar, Tsipras, Ilyas and Madry, "How Does Batch Normalization Help Optimization?", 2018.</remarks>
internal sealed class LandscapeStudy : Study<NetVariant, LandscapeRun>
{
    /// <summary>Iterations from one measurement to the next.</summary>
    public const int Every = 10;

    private static readonly NetVariant Noisy = new("batchnorm-noisy", "Batch normalization, then noise", 2, Normalization.Batch);

    private LandscapeStudy(Values options)
        : base("landscape", options, [NetVariant.Baseline, NetVariant.BatchNorm, Noisy], RunJson.Default.LandscapeRun, run => run.History) => TrainingSettings.Require(
            Settings.Schedule.Iterations >= Every, StudyOptions.Epochs, Settings.Solver.Epochs, $"more: the first measurement is after {Every} iterations");

    public static StudyExperiment Experiment { get; } = new(
        "landscape", "Measure drift and smoothness of the loss of a plain net, a batch-normalized one, and one with noise after batch normalization.", "landscape --seeds 5",
        StudyOptions.All(
            [StudyOptions.SeedsOf(10, least: 2)], without: [StudyOptions.PrintEvery]),
        options => new LandscapeStudy(options));

    protected override Samples<T>? PrepareHeldOut<T>() => null;

    protected override LandscapeRun Train<T>(NetVariant variant, TrainingContext<T> context)
    {
        var noise = new NumpyRandom((uint)new NumpyRandom(context.Seed).NextInteger(int.MaxValue)); // leaves weights and mini-batches as they are without it
        var net = new FullyConnectedNet<T>(DesignOf(variant), beforeActivation: variant == Noisy ? width => new ActivationNoise<T>(width, noise) : null);
        net.Initialize(context.Random, Settings.WeightScale);
        int seen = int.Min(Settings.Solver.BatchSize, context.Train.Count);
        var surface = new LossSurface<T>(
            new FullyConnectedNet<T>(DesignOf(variant)), context.Train.X.RowRange(0, seen), context.Train.Labels[..seen], Settings.Solver.LearningRate);
        var inputs = Inputs(0);
        var (drifts, surfaces) = (new List<double>(), new List<SurfacePoint>());
        var history = context.Fit(net, Settings.Solver, variant.Name, iteration =>
        {
            if (iteration % Every != 0) return;
            var before = inputs;
            inputs = Inputs(iteration);
            drifts.Add(before.Zip(inputs, DriftOf).Average());
            surfaces.Add(surface.At(iteration, net.Parameters.Values));
        });
        return new(history, drifts, surfaces);

        // Of every layer but the first, whose inputs are the images.
        IReadOnlyList<InputMoment> Inputs(int iteration) => HiddenLayers.Of(net, context.Validation.X, (_, y) => InputMoment.Of(iteration, y));
    }

    /// <summary>
    /// How far the means of a layer's inputs move, in pooled standard deviations (Cohen's d). One deviation for all units, because some are always 0, and
    /// of both moments, because it is tiny at the start of the plain net's training.
    /// </summary>
    private static double DriftOf(InputMoment since, InputMoment now) =>
        since.Means.Zip(now.Means, (a, b) => Math.Abs(b - a)).Average() / Math.Sqrt(since.Stds.Concat(now.Stds).Average(std => std * std));

    protected override ExperimentResult Report(StudyRuns<NetVariant, LandscapeRun> runs)
    {
        return new(
            Name, runs.Histories,
            [
                runs.Summary(
                    ["train_accuracy", "drift", "loss_range", "gradient_change", "smoothness"],
                    net => [runs.Mean(net, runs.TrainAccuracy).Mean, .. new[] { Drift, Range, Change, Smoothness }.Select(measure => (object)runs.Mean(net, run => run.Mean(measure)).Mean)]),
                runs.Rows("path", ["iteration", "drift", "lowest_loss", "highest_loss", "gradient_change", "smoothness"], (_, run) =>
                    run.Surfaces.Zip(run.Drifts, (at, drift) => new object[] { at.Iteration, drift, at.Low, at.High, at.Change, at.Smoothness })),
                runs.Accuracies(),
            ],
            [(Name, new Figure("Drift of inputs, and smoothness of the loss along the gradient",
            [
                [runs.AccuracyPanel("Training accuracy", e => e.Train), Curves("Drift of the layers' inputs", $"Change in {Every} iterations / std", Drift)],
                [Curves("Range of the loss", "Highest - lowest loss", Range), Curves("Change of the gradient", "Euclidean distance", Change)],
                [Curves("Effective β-smoothness", "Change / distance", Smoothness)],
            ]))])
        {
            Claims = Hypothesis.Judge(
                Better("A net with batch normalization reaches a higher training accuracy than one without", NetVariant.BatchNorm),
                Better("A net with noise after batch normalization reaches a higher training accuracy than one without noise and batch normalization", Noisy),
                Ratio("With noise after batch normalization the inputs of layers drift more than without noise and batch normalization", "drift", Noisy, Drift, Hypothesis.Above),
                Ratio("With batch normalization the loss along the gradient has a smaller range than without", "range of losses", NetVariant.BatchNorm, Range, Hypothesis.Below),
                Ratio("With batch normalization the gradient changes less along its own direction than without", "Euclidean distance", NetVariant.BatchNorm, Change, Hypothesis.Below),
                Ratio("With batch normalization the effective beta-smoothness of the loss is smaller than without", "change of the gradient by distance", NetVariant.BatchNorm, Smoothness, Hypothesis.Below)),
        };

        Hypothesis Better(string statement, NetVariant net) => Hypothesis.Above(statement, runs.Difference(net, NetVariant.Baseline, runs.TrainAccuracy), "training accuracy") with
        {
            Measured = runs.Against(net, NetVariant.Baseline, runs.TrainAccuracy),
        };

        Hypothesis Ratio(
            string statement, string unit, NetVariant net, Func<LandscapeRun, int, double> measure, Func<string, ConfidenceInterval, string, double?, Hypothesis> judge)
        {
            return judge(statement, runs.Ratio(net, NetVariant.Baseline, Mean), unit, null) with { Measured = runs.Against(net, NetVariant.Baseline, Mean, "G3") };
            double Mean(LandscapeRun run) => run.Mean(measure);
        }

        Panel Curves(string title, string axis, Func<LandscapeRun, int, double> measure) =>
            new(title, new Axis("Iteration") { IsWhole = true }, new Axis(axis, AxisScale.Log), [.. Lines(runs, measure)]);

        static double Drift(LandscapeRun run, int i) => run.Drifts[i];
        static double Range(LandscapeRun run, int i) => run.Surfaces[i].High - run.Surfaces[i].Low;
        static double Change(LandscapeRun run, int i) => run.Surfaces[i].Change;
        static double Smoothness(LandscapeRun run, int i) => run.Surfaces[i].Smoothness;
    }

    private static IEnumerable<Series> Lines(StudyRuns<NetVariant, LandscapeRun> runs, Func<LandscapeRun, int, double> measure) =>
        from net in runs.Variants
        let points = runs.Of(net)[0].Surfaces
        from series in SpreadSeries.Of(
            net.Label, net.Style, [.. points.Select(at => (double)at.Iteration)], [.. points.Select((_, i) => runs.Mean(net, run => measure(run, i)))], markers: false)
        select series;
}

/// <param name="Drifts">Mean over the layers, at each measurement, since the one before.</param>
internal sealed record LandscapeRun(History History, IReadOnlyList<double> Drifts, IReadOnlyList<SurfacePoint> Surfaces)
{
    /// <summary>Over the measurements; not finite where the net diverges, so that no claim is decided by it.</summary>
    public double Mean(Func<LandscapeRun, int, double> measure) => Drifts.Select((_, i) => measure(this, i)).Average();
}
