namespace BnLab.Layers;

/// <summary>The rectified linear unit: y = max(0, x).</summary>
/// <remarks>cs231n, <c>relu_forward</c> and <c>relu_backward</c>. At the kink, x = 0, the gradient is taken as 0.</remarks>
/// <param name="features">D, the number of columns.</param>
public sealed class Relu<T>(int features) : ElementwiseLayer<T>(features)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(Matrix<T> x, Matrix<T> y) => RectifierKernels.Forward(x, y);

    private protected override void Differentiate(Matrix<T> dy, Matrix<T> y, Matrix<T> dx) => RectifierKernels.Backward(dy, y, dx);
}
