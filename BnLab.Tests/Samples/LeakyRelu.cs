namespace BnLab.Tests.Samples;

/// <summary>The leaky rectified linear unit: y = x where x is positive, else slope · x.</summary>
/// <remarks>Maas, Hannun and Ng 2013, section 2. At the kink, x = 0, the gradient is taken as slope.</remarks>
/// <param name="features">D, the number of columns.</param>
/// <param name="slope">What is left of negative values: 0.01 in the paper.</param>
public sealed class LeakyRelu<T>(int features, double slope = 0.01) : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _y = new(features);
    private readonly Workspace<T> _dx = new(features);
    private readonly T _slope = T.CreateChecked(slope);

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(features);
        var y = _y.Rows(x.Rows, mode); // (N, D)
        for (int n = 0; n < x.Rows; n++)
        {
            ReadOnlySpan<T> sample = x.Row(n);
            Span<T> result = y.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = sample[j] > T.Zero ? sample[j] : _slope * sample[j];
        }

        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(features);
        if (!inputGradient) return default;
        var y = _y.Last(dy.Rows);   // (N, D)
        var dx = _dx.Rows(dy.Rows); // (N, D)
        for (int n = 0; n < dy.Rows; n++)
        {
            ReadOnlySpan<T> upstream = dy.Row(n), activity = y.Row(n);
            Span<T> result = dx.Row(n);
            for (int j = 0; j < result.Length; j++) result[j] = activity[j] > T.Zero ? upstream[j] : _slope * upstream[j];
        }

        return dx;
    }
}
