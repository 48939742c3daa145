using System.Numerics.Tensors;

namespace BnLab.Layers;

/// <summary>A function of each element whose derivative follows from its result.</summary>
public abstract class ElementwiseLayer<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _features;
    private readonly Workspace<T> _y, _dx; // (N, D)

    private protected ElementwiseLayer(int features) => (_features, _y, _dx) = (features, new(features), new(features));

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_features);
        var y = _y.Rows(x.Rows, mode); // (N, D)
        Apply(x, y);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_features);
        var y = _y.Last(dy.Rows);   // (N, D)
        if (!inputGradient) return default;
        var dx = _dx.Rows(dy.Rows); // (N, D)
        Differentiate(dy, y, dx);
        return dx;
    }

    /// <summary>y = f(x).</summary>
    private protected abstract void Apply(Matrix<T> x, Matrix<T> y);

    /// <summary>dx = dy · f'(x), by y.</summary>
    private protected abstract void Differentiate(Matrix<T> dy, Matrix<T> y, Matrix<T> dx);
}

/// <summary>The rectified linear unit: y = max(0, x).</summary>
/// <remarks>cs231n, <c>relu_forward</c> and <c>relu_backward</c>. At the kink, x = 0, the gradient is taken as 0.</remarks>
/// <param name="features">D, the number of columns.</param>
public sealed class Relu<T>(int features) : ElementwiseLayer<T>(features)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(Matrix<T> x, Matrix<T> y) => RectifierKernels.Forward(x, y);

    private protected override void Differentiate(Matrix<T> dy, Matrix<T> y, Matrix<T> dx) => RectifierKernels.Backward(dy, y, dx);
}

/// <summary>The logistic function: y = 1 / (1 + exp(-x)).</summary>
/// <remarks>
/// cs231n, <c>sigmoid</c>: only exp(-|x|) is ever computed, so nothing overflows. Its derivative is y · (1 - y).
/// </remarks>
/// <param name="features">D, the number of columns.</param>
public sealed class Sigmoid<T>(int features) : ElementwiseLayer<T>(features)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(Matrix<T> x, Matrix<T> y)
    {
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<T> sample = x.Row(n);
            Span<T> result = y.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = -T.Abs(sample[j]);
            TensorPrimitives.Exp(result, result);
            for (int j = 0; j < result.Length; j++)
            {
                T small = result[j]; // exp(-|x|), at most 1
                result[j] = (sample[j] < T.Zero ? small : T.One) / (T.One + small);
            }
        }
    }

    private protected override void Differentiate(Matrix<T> dy, Matrix<T> y, Matrix<T> dx)
    {
        for (int n = 0; n < dy.Rows; n++)
        {
            ReadOnlySpan<T> upstream = dy.Row(n), activity = y.Row(n);
            Span<T> result = dx.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = upstream[j] * activity[j] * (T.One - activity[j]);
        }
    }
}

/// <summary>The hyperbolic tangent: y = tanh(x).</summary>
/// <remarks>
/// cs231n, <c>rnn_step_forward</c>; its derivative is 1 - y². The function is the runtime's, element by element:
/// TensorPrimitives.Tanh is faster, but near 0, where small weights lead, it loses digits (5 % at 1e-6 in float).
/// </remarks>
/// <param name="features">D, the number of columns.</param>
public sealed class Tanh<T>(int features) : ElementwiseLayer<T>(features)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected override void Apply(Matrix<T> x, Matrix<T> y)
    {
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<T> sample = x.Row(n);
            Span<T> result = y.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = T.Tanh(sample[j]);
        }
    }

    private protected override void Differentiate(Matrix<T> dy, Matrix<T> y, Matrix<T> dx)
    {
        for (int n = 0; n < dy.Rows; n++)
        {
            ReadOnlySpan<T> upstream = dy.Row(n), activity = y.Row(n);
            Span<T> result = dx.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = upstream[j] * (T.One - (activity[j] * activity[j]));
        }
    }
}
