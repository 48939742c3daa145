namespace BnLab.Layers;

/// <summary>The affine (fully connected) layer: y = x · W + b.</summary>
/// <remarks>cs231n, <c>affine_forward</c> and <c>affine_backward</c>.</remarks>
/// <param name="w">(D, M): weights, one column per output.</param>
/// <param name="b">(1, M): biases.</param>
public sealed class Affine<T>(Parameter<T> w, Parameter<T> b) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _y = new(w.Value.Columns);
    private readonly Workspace<T> _dx = new(w.Value.Rows);
    private readonly Workspace<T> _wTransposed = new(w.Value.Rows);
    private Matrix<T> _x;

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        _x = x;
        var y = _y.Rows(x.Rows, mode);                  // (N, M)
        MatrixProduct.Multiply(x, w.Value, y, b.Value); // (N, D) · (D, M) + (1, M) = (N, M)
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        _y.RequireTraining(dy.Rows);
        MatrixProduct.MultiplyTransposedA(_x, dy, w.Gradient); // (D, N) · (N, M) = (D, M)
        ColumnStatistics.ColumnSum(dy, b.Gradient);            // (1, M)
        if (!inputGradient) return default;

        var dx = _dx.Rows(dy.Rows);                                      // (N, D)
        var wTransposed = _wTransposed.Rows(w.Value.Columns);            // (M, D)
        MatrixProduct.MultiplyTransposedB(dy, w.Value, dx, wTransposed); // (N, M) · (M, D) = (N, D)
        return dx;
    }
}
