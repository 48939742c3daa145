namespace BnLab.Layers;

/// <summary><see cref="BatchNorm"/> in a net: a feature is a column.</summary>
/// <remarks>cs231n, <c>batchnorm_forward</c> and <c>batchnorm_backward_alt</c>.</remarks>
/// <param name="gamma">(1, D): learned scale.</param>
/// <param name="beta">(1, D): learned shift.</param>
/// <param name="conventions">The course's if null.</param>
/// <param name="relu">Whether the layer's output is max(0, y).</param>
public sealed class BatchNormLayer<T>(
    Parameter<T> gamma, Parameter<T> beta, BatchNormConventions? conventions = null, bool relu = false)
    : BatchNormalization<T>(gamma, beta, conventions, relu, area: 1)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _xHat = new(gamma.Value.Columns); // (N, D)

    private protected override Matrix<T> FeaturesInColumns(Matrix<T> x) => x;

    private protected override void Normalize(Matrix<T> x, T eps, Matrix<T> y) =>
        BatchNormKernels.Forward(x, Gamma.Value, Beta.Value, eps, HasRelu, Mu, Variance, InverseStd, _xHat.Rows(x.Rows), y);

    private protected override void ScaleAndShift(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, Matrix<T> y) =>
        BatchNormKernels.ScaleAndShift(x, scale, shift, HasRelu, y);

    private protected override void Backward(Matrix<T> dy, Matrix<T> y, Matrix<T> dx) =>
        BatchNormKernels.Backward(dy, y, _xHat.Rows(dy.Rows), Gamma.Value, InverseStd, HasRelu, dx, Gamma.Gradient, Beta.Gradient);
}
