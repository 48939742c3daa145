namespace BnLab.Layers;

/// <summary>The hyperbolic tangent: y = tanh(x).</summary>
/// <remarks>
/// cs231n, <c>rnn_step_forward</c>; its derivative is 1 - y². The function is the runtime's, element by element:
/// TensorPrimitives.Tanh is faster, but near 0 it loses digits (5 % at 1e-6 in float), and small weights live there.
/// </remarks>
/// <param name="features">D, the number of columns.</param>
public sealed class Tanh<T>(int features) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _y = new(features);
    private readonly Workspace<T> _dx = new(features);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">x has not D columns.</exception>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(features);
        var y = _y.Rows(x.Rows, mode); // (N, D)
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<T> sample = x.Row(n);
            Span<T> result = y.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = T.Tanh(sample[j]);
        }

        return y;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">dy has not D columns.</exception>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(features);
        var y = _y.Last(dy.Rows);   // (N, D)
        if (!inputGradient) return default;
        var dx = _dx.Rows(dy.Rows); // (N, D)
        for (int n = 0; n < dy.Rows; n++)
        {
            ReadOnlySpan<T> upstream = dy.Row(n), activity = y.Row(n);
            Span<T> result = dx.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = upstream[j] * (T.One - (activity[j] * activity[j]));
        }

        return dx;
    }
}
