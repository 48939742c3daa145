namespace BnLab.Experiments;

/// <summary>What the hidden layers of a net make of samples that are normalized by their own statistics, as in training; the net does not change.</summary>
internal static class HiddenLayers
{
    /// <param name="look">Receives, of each hidden layer, the affine outputs and what the next layer receives, both (N, M).</param>
    public static IReadOnlyList<TResult> Of<T, TResult>(Network<T> net, Matrix<T> x, Func<Matrix<T>, Matrix<T>, TResult> look)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var results = new List<TResult>();
        var affine = default(Matrix<T>);
        net.Walk(x, Mode.TestWithBatchStatistics, (i, y) =>
        {
            if (net.Layers[i] is Affine<T>) affine = y;
            if (i + 1 < net.Layers.Count && net.Layers[i + 1] is Affine<T>) results.Add(look(affine, y));
        });
        return results;
    }

    /// <summary>The share of values that meet a condition. NaN where one is not a number: a net that has diverged then decides no claim.</summary>
    public static double Share(IReadOnlyCollection<double> values, Func<double, bool> condition) =>
        values.Any(double.IsNaN) ? double.NaN : values.Count(condition) / (double)values.Count;
}
