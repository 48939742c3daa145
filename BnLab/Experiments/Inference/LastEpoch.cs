namespace BnLab.Experiments.Inference;

/// <summary>Means and unbiased variances of the mini-batches of the last epoch, averaged while the net is still trained.</summary>
/// <remarks>
/// running = k · before + (1 - k) · batch with the momentum k, so that the sum of all batches is the sum of what was running before
/// each of them, and (last - first) / (1 - k).
/// </remarks>
internal sealed class LastEpoch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _net;
    private readonly Schedule _schedule;
    private readonly BatchNormConventions _conventions;
    private readonly double _unbiased;
    private BatchNormStatistics<T> _first;
    private List<(Matrix<T> Mean, Matrix<T> Variance)> _sums = []; // (1, D) each

    public LastEpoch(FullyConnectedNet<T> net, int numTrain, SolverOptions options)
    {
        (_net, _schedule, _conventions) = (net, new(numTrain, options), net.Design.Conventions);
        _unbiased = options.BatchSize / (options.BatchSize - 1.0);
        _first = BatchNormStatistics<T>.Of(net);
        Observe(0);
    }

    /// <param name="iteration">How many are done.</param>
    public void Observe(int iteration)
    {
        int first = _schedule.Iterations - _schedule.IterationsPerEpoch;
        if (iteration < first || iteration == _schedule.Iterations) return;
        var now = BatchNormStatistics<T>.Of(_net);
        if (iteration == first) (_first, _sums) = (now, [.. now.Layers]);
        else _sums = [.. _sums.Zip(now.Layers, (sum, layer) => (sum.Mean + layer.Mean, sum.Variance + layer.Variance))];
    }

    /// <summary>After the training; the net's statistics are overwritten.</summary>
    public BatchNormStatistics<T> Averaged()
    {
        double taken = 1.0 - _conventions.Momentum;
        var layers = _net.Layers.OfType<BatchNormLayer<T>>().ToList();
        for (int i = 0; i < layers.Count; i++)
        {
            var mean = (_sums[i].Mean + ((layers[i].RunningMean - _first.Layers[i].Mean) / taken)) / _schedule.IterationsPerEpoch;             // (1, D)
            var variance = (_sums[i].Variance + ((layers[i].RunningVariance - _first.Layers[i].Variance) / taken)) / _schedule.IterationsPerEpoch; // (1, D)
            mean.CopyTo(layers[i].RunningMean);
            (variance * _unbiased).CopyTo(layers[i].RunningVariance);
        }

        return BatchNormStatistics<T>.Of(_net);
    }
}
