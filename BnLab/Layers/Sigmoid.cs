using System.Numerics.Tensors;

namespace BnLab.Layers;

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
