namespace BnLab.Nets;

/// <summary>
/// A copy of the statistics by which the batch normalization layers of a net normalize at test time: to keep them, to set them
/// again, and to correct running averages of too few mini-batches.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class BatchNormStatistics<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private BatchNormStatistics(IReadOnlyList<(Matrix<T> Mean, Matrix<T> Variance)> layers) => Layers = layers;

    /// <summary>(1, D) each: mean and variance of each batch normalization layer, in the order of the layers.</summary>
    public IReadOnlyList<(Matrix<T> Mean, Matrix<T> Variance)> Layers { get; }

    /// <summary>Copies the statistics of a net.</summary>
    /// <param name="net">The net; without batch normalization there is nothing to copy.</param>
    public static BatchNormStatistics<T> Of(Network<T> net)
    {
        ArgumentNullException.ThrowIfNull(net);
        return new([.. Normalizations(net).Select(layer => (layer.RunningMean.Clone(), layer.RunningVariance.Clone()))]);
    }

    /// <summary>Makes a net normalize with these statistics.</summary>
    /// <param name="net">A net of the same design.</param>
    /// <exception cref="ArgumentException">The net has other batch normalization layers.</exception>
    public void SetOn(Network<T> net)
    {
        ArgumentNullException.ThrowIfNull(net);
        var layers = Normalizations(net).ToList();
        if (layers.Count != Layers.Count)
            throw new ArgumentException($"The statistics of {Layers.Count} layers do not fit a net with {layers.Count} that normalize batches.", nameof(net));
        foreach (var (layer, (mean, variance)) in layers.Zip(Layers))
        {
            mean.CopyTo(layer.RunningMean);
            variance.CopyTo(layer.RunningVariance);
        }
    }

    /// <summary>
    /// Running averages without the part that their beginning still has in them: after t mini-batches that part is
    /// momentumᵗ, and what is left is an average of mini-batches whose weights sum to 1 - momentumᵗ.
    /// </summary>
    /// <remarks>Kingma and Ba, "Adam: a method for stochastic optimization", 2015, section 3, for the moments of gradients.</remarks>
    /// <param name="conventions">How the running averages were kept, and where they began.</param>
    /// <param name="updates">t: the mini-batches that they have seen, 1 or more.</param>
    public BatchNormStatistics<T> BiasCorrected(BatchNormConventions conventions, int updates)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(updates);
        double start = Math.Pow(conventions.Momentum, updates), seen = 1.0 - start;
        double startVariance = start * conventions.InitialRunningVariance; // the mean begins at 0
        return new([.. Layers.Select(layer => (layer.Mean / seen, (layer.Variance - startVariance) / seen))]);
    }

    private static IEnumerable<BatchNormalization<T>> Normalizations(Network<T> net) => net.Layers.OfType<BatchNormalization<T>>();
}
