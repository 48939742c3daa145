using BnLab.Data;
using BnLab.Layers;
using BnLab.Nets;
using BnLab.Training;

namespace BnLab.Experiments.InUse;

/// <summary>
/// A net as its last iteration left it, and all that it can be used by. (The course's Solver goes back to the parameters of
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
    public static TrainedNet<T> Train(
        NetRecipe recipe, TrainingSettings study, int classes, (Samples<T> Train, Samples<T> Validation) samples,
        IProgress<TrainingLine> log, CancellationToken cancellation)
    {
        var settings = recipe.Apply(study);
        var random = new NumpyRandom(settings.Seed);
        var net = Create(recipe, study, samples.Train.X.Columns, classes, random);
        int iterations = new Schedule(samples.Train.Count, settings.Solver).Iterations;
        var last = net.Parameters.Values.Clone(); // (1, P)
        var solver = new Solver<T>(net, samples.Train, samples.Validation, settings.Solver, random)
        {
            Observe = t =>
            {
                if (t == iterations) net.Parameters.Values.CopyTo(last);
            },
        };
        log.Report(new HeadingLine(recipe.Name, $"Solver with batch norm, {recipe.Label}:"));
        var history = solver.Train(recipe.Name, settings.Seed, log: null, cancellation);
        var end = history.Epochs[^1];
        log.Report(new EpochLine(recipe.Name, end.Epoch, settings.Solver.Epochs, end.Train, end.Validation));

        last.CopyTo(net.Parameters.Values);
        var running = BatchNormStatistics<T>.Of(net);
        PopulationStatistics.SetExact(net, samples.Train.X);
        var population = BatchNormStatistics<T>.Of(net);
        PopulationStatistics.SetAveraged(net, samples.Train.X, settings.Solver.BatchSize);
        return new(net, history, iterations, settings.Solver.BatchSize, running, population, BatchNormStatistics<T>.Of(net));
    }

    /// <summary>A net before its training.</summary>
    public static FullyConnectedNet<T> Create(NetRecipe recipe, TrainingSettings study, int inputs, int classes, NumpyRandom random)
    {
        var net = new FullyConnectedNet<T>(new NetDesign(inputs, recipe.Apply(study).Hidden, classes)
        {
            Normalization = Normalization.Batch,
            Conventions = recipe.Conventions,
            Regularization = study.Regularization,
        });
        net.Initialize(random, study.WeightScale);
        return net;
    }

    /// <summary>The scores by fixed statistics.</summary>
    public ScoreSheet<T> By(BatchNormStatistics<T> statistics, Samples<T> samples, int batchSize = 100)
    {
        statistics.SetOn(Net);
        return ScoreSheet<T>.Of(Net, samples, batchSize, Mode.Test);
    }

    /// <summary>The scores by each batch's own statistics, as in training.</summary>
    public ScoreSheet<T> ByOwn(Samples<T> samples, int batchSize) => ScoreSheet<T>.Of(Net, samples, batchSize, Mode.TestWithBatchStatistics);
}
