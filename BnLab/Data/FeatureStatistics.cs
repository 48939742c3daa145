using System.Numerics.Tensors;

namespace BnLab.Data;

/// <summary>Means and covariances of the features of a data set: all that preprocessing needs to know of it.</summary>
/// <param name="Count">Samples.</param>
/// <param name="Mean">(1, D).</param>
/// <param name="Covariance">(D, D), biased: divided by the number of samples.</param>
public sealed record FeatureStatistics(int Count, Matrix<double> Mean, Matrix<double> Covariance)
{
    /// <summary>The statistics of samples.</summary>
    /// <param name="x">(N, D), N at least 1.</param>
    public static FeatureStatistics Of(Matrix<double> x) => Of([x]);

    /// <summary>The statistics of samples that come in blocks, so that they need not be in memory together.</summary>
    /// <param name="blocks">Blocks of (N, D), gone through twice: once for the mean, once for what strays from it.</param>
    /// <param name="cancellation">Ends a long computation.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended.</exception>
    public static FeatureStatistics Of(IEnumerable<Matrix<double>> blocks, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        int count = 0;
        Matrix<double> sums = default;
        foreach (var x in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = ColumnStatistics.ColumnSum(x); // (1, D)
            sums = count == 0 ? part : sums + part;
            count += x.Rows;
        }

        if (count == 0) throw new ArgumentException("No samples have no statistics.", nameof(blocks));
        var mean = sums / count;                                        // (1, D)
        var covariance = new Matrix<double>(mean.Columns, mean.Columns); // (D, D)
        var product = new Matrix<double>(mean.Columns, mean.Columns);    // (D, D)
        foreach (var x in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            var xMu = x - mean; // (N, D)
            MatrixProduct.MultiplyTransposedA(xMu, xMu, product);
            for (int i = 0; i < product.Rows; i++) TensorPrimitives.Add(covariance.Row(i), product.Row(i), covariance.Row(i));
        }

        return new(count, mean, covariance / count);
    }
}
