namespace BnLab.Layers;

/// <summary>The rectified linear unit: y = max(0, x).</summary>
/// <remarks>cs231n, <c>relu_forward</c> and <c>relu_backward</c>. At the kink, x = 0, the gradient is taken as 0.</remarks>
/// <param name="features">D, the number of columns.</param>
public sealed class Relu<T>(int features) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _y = new(features);
    private readonly Workspace<T> _dx = new(features);

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(features);
        var y = _y.Rows(x.Rows, mode); // (N, D)
        RectifierKernels.Forward(x, y);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(features);
        var y = _y.Last(dy.Rows);   // (N, D)
        if (!inputGradient) return default;
        var dx = _dx.Rows(dy.Rows); // (N, D)
        RectifierKernels.Backward(dy, y, dx);
        return dx;
    }
}
