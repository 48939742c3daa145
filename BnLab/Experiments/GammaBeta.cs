using BnLab.Data;
using BnLab.Experiments.ScaleAndShift;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// Why gamma and beta are learned: the deep net of <see cref="Saturation"/> with batch normalization, with learned gamma and
/// beta and with gamma 1 and beta 0 throughout, for sigmoid units and for ReLUs.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 3: "normalizing the inputs of a sigmoid would constrain them to the linear regime of the
/// nonlinearity". The nets of a seed and an activation begin with the same weights and draw the same mini-batches.
/// </remarks>
internal static class GammaBeta
{
    private const double PixelScale = 1.0 / byte.MaxValue, Most = 0.5;

    /// <summary>Trains all nets, once for each seed, and looks at their hidden layers after every epoch.</summary>
    public static ExperimentResult Run(
        GammaBetaOptions options, ImageSet images, IProgress<TrainingLine>? progress = null, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var groups = options.Settings.DType == DType.Float64
            ? TrainAll<double>(options, images, progress, cancellation)
            : TrainAll<float>(options, images, progress, cancellation);
        List<History> histories = [.. groups.SelectMany(group => group.Runs).Select(run => run.History)];
        if (histories.Count < ScaleAndShiftVariant.All.Count * options.Seeds)
            return new("gamma-beta", histories, ScaleAndShiftTables.Trainings(groups), Figures: [], Verdicts: [], Complete: false);
        return new(
            "gamma-beta", histories, [.. ScaleAndShiftTables.Answers(groups), .. ScaleAndShiftTables.Trainings(groups)], [("gamma-beta", ScaleAndShiftFigure.Draw(groups))], Judge(groups));
    }

    private static List<ScaleAndShiftGroup> TrainAll<T>(
        GammaBetaOptions options, ImageSet images, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var samples = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain, PixelScale);
        var trainings =
            from variant in ScaleAndShiftVariant.All
            from seed in options.AllSeeds.All
            select (Func<IProgress<TrainingLine>, CancellationToken, ScaleAndShiftRun>)(
                (log, token) => TrainNet(settings, variant, seed, images.ClassNames.Count, samples, log, token));
        var runs = ParallelTrainings.Run(trainings, settings.Workers, progress, cancellation);
        return
        [
            .. ScaleAndShiftVariant.All.Select((variant, i) => new ScaleAndShiftGroup(
                variant, [.. runs.Skip(i * options.Seeds).Take(options.Seeds).OfType<ScaleAndShiftRun>()])),
        ];
    }

    private static ScaleAndShiftRun TrainNet<T>(
        TrainingSettings settings, ScaleAndShiftVariant variant, uint seed, int classes,
        (Samples<T> Train, Samples<T> Validation) samples, IProgress<TrainingLine> log, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new NumpyRandom(seed);
        var net = new FullyConnectedNet<T>(new NetDesign(samples.Train.X.Columns, settings.Hidden, classes)
        {
            Activation = variant.Activation,
            Normalization = Normalization.Batch,
            LearnsScaleAndShift = variant.Learns,
            Regularization = settings.Regularization,
        });
        net.Initialize(random, UniformInitialization.For(variant.Activation));
        var schedule = new Schedule(samples.Train.Count, settings.Solver);
        var probe = new ActivationProbe<T>(net, samples.Train.X.RowRange(0, int.Min(settings.Solver.BatchSize, samples.Train.Count)));
        var looks = new List<IReadOnlyList<LayerActivity>>();
        var solver = new Solver<T>(net, samples.Train, samples.Validation, settings.Solver, random)
        {
            Observe = iteration =>
            {
                if (schedule.Evaluates(iteration - 1)) looks.Add(probe.Look());
            },
        };
        var history = solver.Train(variant.Name, seed, log: null, cancellation);
        log.Report(SummaryLine.Of(variant.Name, history));
        return new(history, looks);
    }

    private static Verdict[] Judge(List<ScaleAndShiftGroup> groups)
    {
        var (sigmoid, fixedSigmoid) = (Of(Activation.Sigmoid, learns: true), Of(Activation.Sigmoid, learns: false));
        var (relu, fixedRelu) = (Of(Activation.Relu, learns: true), Of(Activation.Relu, learns: false));
        double least = fixedSigmoid.Runs.Min(run => run.Last.Min(layer => layer.NearLinear));
        var leaves = Difference(sigmoid, fixedSigmoid, run => run.NearLinear);
        var differ = Difference(relu, fixedRelu, run => run.ZerosDeviation);
        return
        [
            new(
                "With gamma 1 and beta 0 fixed, most activations of every sigmoid layer are in its near-linear range, 0.1 to 0.9",
                string.Create(CultureInfo.InvariantCulture, $"a share of {least:F3} in the layer and seed with the fewest"),
                "0.5", least > Most),
            new(
                "With learned gamma and beta fewer activations of the sigmoid layers are in it",
                $"a share of {SpreadSeries.Difference(leaves, "0.0000")}, against fixed ones", SpreadSeries.Limit(leaves, "below 0"), leaves.Most < 0.0),
            new(
                "With learned gamma and beta ReLUs differ more from each other in how often they are 0",
                $"the standard deviation of the share of zeros over a layer's units is {SpreadSeries.Difference(differ, "0.0000")}, against fixed ones",
                SpreadSeries.Limit(differ, "above 0"), differ.Least > 0.0),
        ];

        ScaleAndShiftGroup Of(Activation activation, bool learns) =>
            groups.Single(group => group.Variant.Activation == activation && group.Variant.Learns == learns);
    }

    /// <summary>How two nets differ in something, seed by seed.</summary>
    private static ConfidenceInterval Difference(ScaleAndShiftGroup group, ScaleAndShiftGroup other, Func<ScaleAndShiftRun, double> measure) =>
        ConfidenceInterval.Of([.. group.Runs.Zip(other.Runs, (a, b) => measure(a) - measure(b))]);
}
