using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments;

/// <summary>
/// How large the gradients are that reach each layer of a deep net of sigmoid units, without batch normalization and with
/// it before every sigmoid.
/// </summary>
/// <remarks>
/// Ioffe and Szegedy (2015), section 1, on saturated sigmoids and vanishing gradients; the net and the layers' norms are
/// those of notes on batch normalization. Both nets begin with the same weights and draw the same mini-batches.
/// </remarks>
internal static class Saturation
{
    private const double VanishedBelow = 1e4, WithinFactor = 20;

    // Values from -1 to 1. Raw bytes would saturate the first layer before anything is learned.
    private const double PixelScale = 1.0 / byte.MaxValue;

    /// <summary>The nets, in the order of their trainings.</summary>
    internal static readonly IReadOnlyList<NetPlan> Nets = [NetPlan.Baseline, NetPlan.BatchNorm];

    /// <summary>The iterations, from 1, at which gradients are recorded.</summary>
    public static IReadOnlyList<int> RecordedIterations { get; } = [10, 20, 30, 40, 50];

    /// <summary>Trains the nets and records their gradients.</summary>
    public static ExperimentResult Run(SaturationOptions options, ImageSet images, CancellationToken cancellation = default)
    {
        options.Validate();
        options.Validate(images);
        var finished = options.Settings.DType == DType.Float64
            ? TrainNets<double>(options, images, cancellation)
            : TrainNets<float>(options, images, cancellation);
        var runs = finished.OfType<SaturationRun>().ToList();
        double rate = options.Settings.Solver.LearningRate;
        var shown = runs.Where(run => run.LearningRate == rate).ToList();
        return new(
            "saturation", [.. shown.Select(run => run.History)], SaturationReport.Tables(runs, shown),
            shown.Count == 0 ? [] : [("saturation", SaturationReport.Draw(shown))], [.. shown.Select(Judge)],
            Complete: runs.Count == options.LearningRates.Count * Nets.Count)
        {
            Printed = [.. shown.SelectMany(SaturationReport.Print)],
        };
    }

    private static IReadOnlyList<SaturationRun?> TrainNets<T>(
        SaturationOptions options, ImageSet images, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var samples = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain, PixelScale);
        var trainings = from rate in options.LearningRates
                        from plan in Nets
                        select (Func<IProgress<TrainingLine>, CancellationToken, SaturationRun>)(
                            (_, token) => TrainNet(options, plan, rate, images.ClassNames.Count, samples, token));
        return ParallelTrainings.Run(trainings, settings.Workers, log: null, cancellation);
    }

    private static SaturationRun TrainNet<T>(
        SaturationOptions options, NetPlan plan, double rate, int classes, (Samples<T> Train, Samples<T> Validation) samples,
        CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var random = new NumpyRandom(settings.Seed);
        var net = new FullyConnectedNet<T>(new NetDesign(samples.Train.X.Columns, settings.Hidden, classes)
        {
            Activation = Activation.Sigmoid,
            Normalization = plan.Normalization,
            Regularization = settings.Regularization,
        });
        net.Initialize(random, new UniformInitialization(options.Gain));
        var solver = settings.Solver with { LearningRate = rate };
        var probe = new ActivationProbe<T>(net, samples.Train.X.RowRange(0, int.Min(solver.BatchSize, samples.Train.Count)));
        var gradients = new List<GradientRecord>();
        var history = new Solver<T>(net, samples.Train, samples.Validation, solver, random) { Observe = Record }
            .Train(plan.Name, settings.Seed, log: null, cancellation);
        return new(plan, rate, history, gradients);

        void Record(int iteration)
        {
            if (!RecordedIterations.Contains(iteration)) return;
            double[] norms =
            [
                .. from parameter in net.Parameters.All
                   where parameter.Shape.Kind == ParameterKind.Weight
                   select FrobeniusNorm(parameter.Parameter.Gradient),
            ];
            gradients.Add(new(iteration, norms, 1.0 - probe.Look().Average(layer => layer.NearLinear)));
        }
    }

    private static double FrobeniusNorm<T>(Matrix<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double squares = 0.0;
        for (int r = 0; r < gradient.Rows; r++)
        {
            foreach (T value in gradient.Row(r)) squares += double.CreateTruncating(value) * double.CreateTruncating(value);
        }

        return Math.Sqrt(squares);
    }

    private static Verdict Judge(SaturationRun run) => run.Net == NetPlan.Baseline
        ? new(
            "Without batch normalization the first layer's gradient is at least 10,000 times smaller than the last layer's",
            string.Create(CultureInfo.InvariantCulture, $"{run.LastOverFirst:0.0e+00} times smaller where the two are nearest, of iterations 10 to 50"),
            "10000", run.LastOverFirst >= VanishedBelow)
        : new(
            "With batch normalization the gradients of all layers are within a factor of 20",
            string.Create(CultureInfo.InvariantCulture, $"a factor of {run.LargestFactor:F1} where they are furthest apart, of iterations 10 to 50"),
            "20", run.LargestFactor <= WithinFactor);
}

/// <summary>One training of <see cref="Saturation"/>.</summary>
/// <param name="Net">Which net.</param>
/// <param name="LearningRate">Step length.</param>
/// <param name="History">Losses and accuracies.</param>
/// <param name="Gradients">What was recorded, iteration by iteration.</param>
internal sealed record SaturationRun(NetPlan Net, double LearningRate, History History, IReadOnlyList<GradientRecord> Gradients)
{
    /// <summary>How many times larger the last layer's gradient is than the first layer's, at the iteration where it is least so.</summary>
    public double LastOverFirst => Gradients.Min(record => record.Norms[^1] / record.Norms[0]);

    /// <summary>How many times larger the largest gradient is than the smallest, at the iteration where it is most so.</summary>
    public double LargestFactor => Gradients.Max(record => record.Norms.Max() / record.Norms.Min());
}

/// <summary>The gradients of one iteration.</summary>
/// <param name="Iteration">From 1.</param>
/// <param name="Norms">The Frobenius norm of the gradient of each layer's weights, from the input to the scores.</param>
/// <param name="Saturated">Share of the hidden layers' outputs below 0.1 or above 0.9.</param>
internal sealed record GradientRecord(int Iteration, IReadOnlyList<double> Norms, double Saturated);
