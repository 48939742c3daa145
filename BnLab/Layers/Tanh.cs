namespace BnLab.Layers;

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
