namespace BnLab.Data;

/// <summary>
/// A preparation of inputs that is fitted on training data and then applied to any: y = (x - mean) · w, where w is the
/// identity, a scale for each feature, or a matrix.
/// </summary>
public sealed class InputTransform
{
    // Below this part of the largest variance a variance is rounding, and the feature or direction a constant.
    private const double Negligible = 1e-10;

    private readonly Matrix<double> _mean;  // (1, D); empty where none is subtracted
    private readonly Matrix<double> _scale; // (1, D); empty where features are not scaled one by one
    private readonly Matrix<double> _w;     // (D, D); empty where features are not mixed

    private InputTransform(Matrix<double> mean = default, Matrix<double> scale = default, Matrix<double> w = default)
    {
        (_mean, _scale, _w) = (mean, scale, w);
    }

    /// <summary>Data as they are.</summary>
    public static InputTransform Raw { get; } = new();

    /// <summary>Each feature has mean 0.</summary>
    /// <param name="training">The training data.</param>
    public static InputTransform Centre(FeatureStatistics training)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new(training.Mean);
    }

    /// <summary>Each feature has mean 0 and variance 1; one that never varies in the training data becomes 0.</summary>
    /// <param name="training">The training data.</param>
    public static InputTransform ZScore(FeatureStatistics training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var scale = new Matrix<double>(1, training.Mean.Columns); // (1, D)
        double[] variances = [.. Enumerable.Range(0, scale.Columns).Select(j => training.Covariance[j, j])];
        InverseStds(variances).CopyTo(scale.Row(0));
        return new(training.Mean, scale: scale);
    }

    /// <summary>
    /// The covariance is the identity, and the features are the principal components, that of the largest variance first:
    /// y = (x - mean) · Vᵀ · diag(1 / std). Components without variance, of which there are some where samples are fewer than
    /// features, become 0.
    /// </summary>
    /// <param name="training">The training data.</param>
    /// <param name="components">The decomposition of their covariance.</param>
    public static InputTransform WhitenByPca(FeatureStatistics training, SymmetricEigen components)
    {
        ArgumentNullException.ThrowIfNull(training);
        return new(training.Mean, w: Transposition.Transposed(Scaled(components)));
    }

    /// <summary>
    /// The covariance is the identity, and each feature stays as near to itself as that allows (zero-phase components):
    /// the whitened components are turned back, y = (x - mean) · Vᵀ · diag(1 / std) · V.
    /// </summary>
    /// <remarks>Bell and Sejnowski, "The 'independent components' of natural scenes are edge filters", 1997.</remarks>
    /// <param name="training">The training data.</param>
    /// <param name="components">The decomposition of their covariance.</param>
    public static InputTransform WhitenByZca(FeatureStatistics training, SymmetricEigen components)
    {
        ArgumentNullException.ThrowIfNull(training);
        var scaled = Scaled(components);                            // (D, D)
        var w = new Matrix<double>(scaled.Columns, scaled.Columns); // (D, D)
        MatrixProduct.MultiplyTransposedA(scaled, components.Vectors, w);
        return new(training.Mean, w: w);
    }

    /// <summary>Prepares samples.</summary>
    /// <param name="x">(N, D), left as it is.</param>
    /// <returns>(N, D).</returns>
    public Matrix<double> Apply(Matrix<double> x)
    {
        if (!_mean.IsEmpty) x -= _mean;
        if (!_scale.IsEmpty) x *= _scale;
        if (_w.IsEmpty) return x;
        var y = new Matrix<double>(x.Rows, _w.Columns); // (N, D)
        MatrixProduct.Multiply(x, _w, y);
        return y;
    }

    /// <summary>diag(1 / std) · V: one component a row.</summary>
    private static Matrix<double> Scaled(SymmetricEigen components)
    {
        ArgumentNullException.ThrowIfNull(components);
        var scaled = components.Vectors.Clone(); // (D, D)
        double[] factors = InverseStds(components.Values);
        for (int i = 0; i < scaled.Rows; i++)
        {
            foreach (ref double value in scaled.Row(i)) value *= factors[i];
        }

        return scaled;
    }

    /// <summary>1 / √variance; 0 for what does not vary: nothing can be learned from it, and new data must not blow it up.</summary>
    private static double[] InverseStds(double[] variances)
    {
        double least = Negligible * variances.Max();
        return [.. variances.Select(variance => variance > least ? 1.0 / Math.Sqrt(variance) : 0.0)];
    }
}
