namespace BnLab.Layers;

/// <summary>Layer normalization in a net: <see cref="LayerNorm"/> without a new matrix per line.</summary>
/// <remarks>The same in training and test: each sample is normalized by itself.</remarks>
/// <param name="gamma">(1, D): learned scale.</param>
/// <param name="beta">(1, D): learned shift.</param>
/// <param name="eps">Added to the variance under the root.</param>
public sealed class LayerNormLayer<T>(Parameter<T> gamma, Parameter<T> beta, double eps = BatchNorm.DefaultEps) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _xHat = new(gamma.Value.Columns);
    private readonly Workspace<T> _y = new(gamma.Value.Columns);
    private readonly Workspace<T> _dx = new(gamma.Value.Columns);
    private readonly Workspace<T> _inverseStd = new(1);

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(gamma.Value.Columns);
        var xHat = _xHat.Rows(x.Rows, mode);             // (N, D)
        var y = _y.Rows(x.Rows);                         // (N, D)
        var inverseStd = _inverseStd.Rows(x.Rows, mode); // (N, 1)
        LayerNormKernels.Forward(x, gamma.Value, beta.Value, T.CreateTruncating(eps), inverseStd, xHat, y);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(gamma.Value.Columns);
        var dx = _dx.Rows(dy.Rows); // (N, D)
        LayerNormKernels.Backward(
            dy, _xHat.Last(dy.Rows), gamma.Value, _inverseStd.Last(dy.Rows), dx, gamma.Gradient, beta.Gradient);
        return dx;
    }
}
