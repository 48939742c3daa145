using BnLab.Data;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.Whitening;

/// <summary>The net without normalization, trained on inputs that were prepared in one way, once for each seed.</summary>
/// <param name="Inputs">How they were prepared.</param>
/// <param name="Histories">One for each seed.</param>
/// <param name="IterationsPerEpoch">Mini-batches in an epoch.</param>
internal sealed record PreparedTraining(InputPreparation Inputs, IReadOnlyList<History> Histories, int IterationsPerEpoch)
{
    /// <summary>Mean training loss of the last epoch.</summary>
    public ConfidenceInterval LastLoss => Loss(Epochs - 1);

    /// <summary>How far the loss of the last epoch is from that on other inputs, seed by seed.</summary>
    public ConfidenceInterval LossApart(PreparedTraining other) =>
        ConfidenceInterval.Of([.. Histories.Zip(other.Histories, (a, b) => EpochLoss(a, Epochs - 1) - EpochLoss(b, Epochs - 1))]);

    /// <summary>Accuracy on validation images at the end.</summary>
    public ConfidenceInterval FinalValidation => ConfidenceInterval.Of([.. Histories.Select(h => h.Epochs[^1].Validation)]);

    /// <summary>Epochs trained.</summary>
    public int Epochs => Histories[0].Losses.Count / IterationsPerEpoch;

    /// <summary>Mean training loss over one epoch, as the mini-batches had it before each step.</summary>
    public ConfidenceInterval Loss(int epoch) => ConfidenceInterval.Of([.. Histories.Select(h => EpochLoss(h, epoch))]);

    private double EpochLoss(History history, int epoch) => history.Losses.Skip(epoch * IterationsPerEpoch).Take(IterationsPerEpoch).Average();

    /// <summary>
    /// Trains on inputs of every kind. Weights begin uniform with gain √2, which keeps the scale of a signal of variance 1
    /// from ReLU to ReLU: a fixed weight scale would favour large inputs or small ones. Nets of one seed begin with the same
    /// weights and meet the same mini-batches.
    /// </summary>
    public static IReadOnlyList<PreparedTraining> RunAll(
        WhitenOptions options, ImageSet images, IReadOnlyList<InputPreparation> pretreatments, IProgress<TrainingLine>? progress, CancellationToken cancellation) =>
        options.Settings.DType == DType.Float64
            ? RunAll<double>(options, images, pretreatments, progress, cancellation)
            : RunAll<float>(options, images, pretreatments, progress, cancellation);

    private static List<PreparedTraining> RunAll<T>(
        WhitenOptions options, ImageSet images, IReadOnlyList<InputPreparation> pretreatments, IProgress<TrainingLine>? progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var settings = options.Settings;
        var split = settings.SplitOf(images);
        var histories = ParallelTrainings.Run(Trainings(), settings.Workers, progress, cancellation);
        int iterations = int.Max(settings.NumTrain / settings.Solver.BatchSize, 1);
        return [.. pretreatments.Select((inputs, i) => new PreparedTraining(
            inputs, [.. histories.Skip(i * options.Seeds).Take(options.Seeds).OfType<History>()], iterations))];

        IEnumerable<Func<IProgress<TrainingLine>, CancellationToken, History>> Trainings()
        {
            foreach (var inputs in pretreatments)
            {
                var train = Prepare<T>(images, 0, settings.NumTrain, inputs.Transform);
                var validation = Prepare<T>(images, split.Train, split.Validation, inputs.Transform);
                foreach (uint seed in options.AllSeeds.All) yield return (log, token) => Train(inputs, train, validation, seed, log, token);
            }
        }

        History Train(InputPreparation inputs, Samples<T> train, Samples<T> validation, uint seed, IProgress<TrainingLine> log, CancellationToken token)
        {
            var random = new NumpyRandom(seed);
            var net = new FullyConnectedNet<T>(
                train.X.Columns, settings.Hidden, images.ClassNames.Count, Normalization.None, settings.Regularization);
            net.Initialize(random, new UniformInitialization(Math.Sqrt(2.0)));
            var history = new Solver<T>(net, train, validation, settings.Solver, random).Train(inputs.Name, seed, log: null, token);
            log.Report(SummaryLine.Of(inputs.Name, history));
            return history;
        }
    }

    private static Samples<T> Prepare<T>(ImageSet images, int first, int count, InputTransform transform)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = new Matrix<T>(count, images.Shape.Length); // (N, D)
        int row = 0;
        foreach (var block in ImageRows.Blocks(images, first, count))
        {
            var prepared = transform.Apply(block); // (B, D)
            for (int i = 0; i < prepared.Rows; i++)
            {
                ReadOnlySpan<double> from = prepared.Row(i);
                Span<T> to = x.Row(row++);
                for (int j = 0; j < to.Length; j++) to[j] = T.CreateTruncating(from[j]);
            }
        }

        return new(x, images.LabelsOf(first, count));
    }
}
