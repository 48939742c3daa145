using System.Numerics.Tensors;

namespace BnLab.Experiments.Whiten;

/// <summary>y = (x - mean) · w, fitted to training data; w is the identity, a scale per feature, or a matrix.</summary>
internal sealed class InputTransform(Func<Matrix<double>, Matrix<double>> apply)
{
    // A variance below this fraction of the largest one is rounding error: the feature or direction is constant.
    private const double Negligible = 1e-10;

    public static InputTransform Raw { get; } = new(x => x);

    public static InputTransform Centre(FeatureStatistics training) => new(x => x - training.Mean);

    /// <summary>A feature that is constant in the training data becomes 0.</summary>
    public static InputTransform ZScore(FeatureStatistics training)
    {
        var scale = new Matrix<double>(1, training.Mean.Columns); // (1, D)
        double[] variances = [.. Enumerable.Range(0, scale.Columns).Select(j => training.Covariance[j, j])];
        InverseStds(variances).CopyTo(scale.Row(0));
        return new(x => (x - training.Mean) * scale);
    }

    /// <summary>Principal components by decreasing variance: y = (x - mean) · Vᵀ · diag(1 / std); those without variance become 0.</summary>
    public static InputTransform WhitenByPca(FeatureStatistics training, SymmetricEigen components) =>
        Multiply(training.Mean, Transposition.Transposed(Scaled(components)));

    /// <summary>Whitened components rotated back, so that each feature stays close to itself: y = (x - mean) · Vᵀ · diag(1 / std) · V.</summary>
    /// <remarks>Bell and Sejnowski, "The 'independent components' of natural scenes are edge filters", 1997.</remarks>
    public static InputTransform WhitenByZca(FeatureStatistics training, SymmetricEigen components)
    {
        var scaled = Scaled(components);                            // (D, D)
        var w = new Matrix<double>(scaled.Columns, scaled.Columns); // (D, D)
        MatrixProduct.MultiplyTransposedA(scaled, components.Vectors, w);
        return Multiply(training.Mean, w);
    }

    /// <summary>(N, D) to (N, D); x does not change.</summary>
    public Matrix<double> Apply(Matrix<double> x) => apply(x);

    private static InputTransform Multiply(Matrix<double> mean, Matrix<double> w) => new(x =>
    {
        var y = new Matrix<double>(x.Rows, w.Columns); // (N, D)
        MatrixProduct.Multiply(x - mean, w, y);
        return y;
    });

    /// <summary>diag(1 / std) · V: one component per row.</summary>
    private static Matrix<double> Scaled(SymmetricEigen components)
    {
        var scaled = components.Vectors.Clone(); // (D, D)
        double[] factors = InverseStds(components.Values);
        for (int i = 0; i < scaled.Rows; i++)
        {
            foreach (ref double value in scaled.Row(i)) value *= factors[i];
        }

        return scaled;
    }

    /// <summary>1 / √variance; 0 for constants, which must not amplify new data.</summary>
    private static double[] InverseStds(double[] variances)
    {
        double least = Negligible * variances.Max();
        return [.. variances.Select(variance => variance > least ? 1.0 / Math.Sqrt(variance) : 0.0)];
    }
}

/// <summary>Mean (1, D) and biased covariance (D, D; divided by the number of samples) of a data set's features.</summary>
internal sealed record FeatureStatistics(int Count, Matrix<double> Mean, Matrix<double> Covariance)
{
    public static FeatureStatistics Of(Matrix<double> x) => Of([x]);

    /// <summary>Enumerates the blocks (N, D) twice, for the mean and for the deviations, so that they need not be in memory together.</summary>
    public static FeatureStatistics Of(IEnumerable<Matrix<double>> blocks, CancellationToken cancellation = default)
    {
        int count = 0;
        Matrix<double> sums = default;
        foreach (var x in blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = ColumnStatistics.ColumnSum(x); // (1, D)
            sums = count == 0 ? part : sums + part;
            count += x.Rows;
        }

        if (count == 0) throw new ArgumentException("Statistics need at least one sample.", nameof(blocks));
        var mean = sums / count;                                         // (1, D)
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
