namespace BnLab.Experiments.Inference;

/// <summary>A net after its last iteration, and all statistics that it can be used with.</summary>
/// <remarks>The course's Solver restores the best epoch's parameters, but not its running averages, so that the two do not match.</remarks>
/// <param name="Population">Exact means and biased variances of all training samples, layer by layer.</param>
/// <param name="Averaged">Algorithm 2: means and unbiased variances of mini-batches as in training, averaged.</param>
/// <param name="LastEpoch">The same of the mini-batches of the last epoch, while the net still changed.</param>
internal sealed record TrainedNet<T>(
    FullyConnectedNet<T> Net, History History,
    BatchNormStatistics<T> Running, BatchNormStatistics<T> Population, BatchNormStatistics<T> Averaged, BatchNormStatistics<T> LastEpoch)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TrainedNet<T> Train(InferenceVariant variant, TrainingSettings study, int classes, TrainingContext<T> context)
    {
        var train = context.Train;
        var settings = variant.Apply(study);
        var net = Create(variant, study, train.X.Columns, classes, context.Random);
        context.Log.Report(new HeadingLine(variant.Name, $"Solver with batch norm, {variant.Label}:"));
        var last = new LastEpoch<T>(net, train.Count, settings.Solver);
        var history = context.Fit(net, settings.Solver with { KeepBest = false }, variant.Name, last.Observe);
        var end = history.Epochs[^1];
        context.Log.Report(new EpochLine(variant.Name, end.Epoch, settings.Solver.Epochs, end.Train, end.Validation));

        var running = BatchNormStatistics<T>.Of(net);
        var lastEpoch = last.Averaged();
        PopulationStatistics.SetExact(net, train.X);
        var population = BatchNormStatistics<T>.Of(net);
        PopulationStatistics.SetAveraged(net, train.X, settings.Solver.BatchSize);
        return new(net, history, running, population, BatchNormStatistics<T>.Of(net), lastEpoch);
    }

    public static FullyConnectedNet<T> Create(InferenceVariant variant, TrainingSettings study, int inputs, int classes, NumpyRandom random)
    {
        var net = new FullyConnectedNet<T>(variant.Design(inputs, classes, variant.Apply(study)) with { Conventions = variant.Conventions });
        net.Initialize(random, study.WeightScale);
        return net;
    }

    public ScoreSheet<T> By(BatchNormStatistics<T> statistics, Samples<T> samples, int batchSize = 100)
    {
        statistics.SetOn(Net);
        return ScoreSheet<T>.Of(Net, samples, batchSize, Mode.Test);
    }

    /// <summary>The scores with each batch's own statistics, as in training.</summary>
    public ScoreSheet<T> ByOwn(Samples<T> samples, int batchSize) => ScoreSheet<T>.Of(Net, samples, batchSize, Mode.TestWithBatchStatistics);
}

/// <summary>The scores of a net for samples, computed batch by batch.</summary>
internal sealed class ScoreSheet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _labels;

    private ScoreSheet(Matrix<T> scores, int[] labels) => (Scores, _labels) = (scores, labels);

    /// <summary>(N, C).</summary>
    public Matrix<T> Scores { get; }

    public double Accuracy => Share(n => Answer(n) == _labels[n]);

    /// <summary>For each sample 1 where the answer is right, else 0.</summary>
    public byte[] Right => [.. _labels.Select((label, n) => Answer(n) == label ? (byte)1 : (byte)0)];

    /// <summary>The largest difference between two samples' scores of a class; 0 if all samples have the same scores.</summary>
    public double Range => Enumerable.Range(0, Scores.Columns).Max(c =>
    {
        double[] column = Scores.Column(c);
        return column.Max() - column.Min();
    });

    public static ScoreSheet<T> Of(Network<T> net, Samples<T> samples, int batchSize, Mode mode)
    {
        Matrix<T> all = default;
        for (int first = 0; first < samples.Count; first += batchSize)
        {
            int count = int.Min(batchSize, samples.Count - first);
            var scores = net.Scores(samples.X.RowRange(first, count), mode); // (count, C)
            if (first == 0) all = new Matrix<T>(samples.Count, scores.Columns);
            scores.CopyTo(all.RowRange(first, count));
        }

        return new(all, samples.Labels);
    }

    /// <summary>The share of samples that get another answer.</summary>
    public double ChangedFrom(ScoreSheet<T> reference) => Share(n => Answer(n) != reference.Answer(n));

    /// <summary>1 where scores are not finite, as if all were 0: those of a guess.</summary>
    public double DifferenceFrom(ScoreSheet<T> reference) => Distance.Relative(Scores, reference.Scores) is var difference && double.IsFinite(difference) ? difference : 1.0;

    private int Answer(int sample) => RowStatistics.ArgMax<T>(Scores.Row(sample));

    private double Share(Func<int, bool> condition) => Enumerable.Range(0, Scores.Rows).Count(condition) / (double)Scores.Rows;
}
