using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.Inference;

/// <summary>
/// A net as its last iteration left it, and all statistics that it can be used with. (The course's Solver goes back to the parameters of
/// the best epoch, but not to the running averages of that time: those two would not belong together.)
/// </summary>
/// <param name="Net">With the parameters of the last iteration.</param>
/// <param name="History">Its training.</param>
/// <param name="Iterations">Mini-batches that it was trained on.</param>
/// <param name="BatchSize">Samples in each of them.</param>
/// <param name="Running">The running averages.</param>
/// <param name="Population">Exact means and biased variances of all training samples, layer by layer.</param>
/// <param name="Averaged">Algorithm 2: means and unbiased variances of mini-batches as in training, averaged.</param>
internal sealed record TrainedNet<T>(
    FullyConnectedNet<T> Net, History History, int Iterations, int BatchSize,
    BatchNormStatistics<T> Running, BatchNormStatistics<T> Population, BatchNormStatistics<T> Averaged)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Trains a net; the seed decides all its draws, so no other training has a part in them.</summary>
    public static TrainedNet<T> Train(InferenceVariant variant, TrainingSettings study, int classes, TrainingContext<T> context)
    {
        var (train, validation) = (context.Train, context.Validation);
        var settings = variant.Apply(study);
        var random = new NumpyRandom(context.Seed);
        var net = Create(variant, study, train.X.Columns, classes, random);
        int iterations = settings.Schedule.Iterations;
        var solver = new Solver<T>(net, train, validation, settings.Solver with { KeepBest = false }, random);
        context.Log.Report(new HeadingLine(variant.Name, $"Solver with batch norm, {variant.Label}:"));
        var history = solver.Train(variant.Name, context.Seed, log: null, context.Stop);
        var end = history.Epochs[^1];
        context.Log.Report(new EpochLine(variant.Name, end.Epoch, settings.Solver.Epochs, end.Train, end.Validation));

        var running = BatchNormStatistics<T>.Of(net);
        PopulationStatistics.SetExact(net, train.X);
        var population = BatchNormStatistics<T>.Of(net);
        PopulationStatistics.SetAveraged(net, train.X, settings.Solver.BatchSize);
        return new(net, history, iterations, settings.Solver.BatchSize, running, population, BatchNormStatistics<T>.Of(net));
    }

    /// <summary>A net before its training.</summary>
    public static FullyConnectedNet<T> Create(InferenceVariant variant, TrainingSettings study, int inputs, int classes, NumpyRandom random)
    {
        var net = new FullyConnectedNet<T>(new NetDesign(inputs, variant.Apply(study).Hidden, classes)
        {
            Normalization = Normalization.Batch,
            Conventions = variant.Conventions,
            Regularization = study.Regularization,
        });
        net.Initialize(random, study.WeightScale);
        return net;
    }

    /// <summary>The scores with fixed statistics.</summary>
    public ScoreSheet<T> By(BatchNormStatistics<T> statistics, Samples<T> samples, int batchSize = 100)
    {
        statistics.SetOn(Net);
        return ScoreSheet<T>.Of(Net, samples, batchSize, Mode.Test);
    }

    /// <summary>The scores with each batch's own statistics, as in training.</summary>
    public ScoreSheet<T> ByOwn(Samples<T> samples, int batchSize) => ScoreSheet<T>.Of(Net, samples, batchSize, Mode.TestWithBatchStatistics);
}
