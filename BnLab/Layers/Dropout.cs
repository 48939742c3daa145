namespace BnLab.Layers;

/// <summary>
/// Inverted dropout: in training each value is kept with a probability and divided by it, so that its mean is
/// that of test time, when all values pass unchanged.
/// </summary>
/// <remarks>
/// Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", 2014, section 10;
/// cs231n, <c>dropout_forward</c>: <c>mask = (np.random.rand(*x.shape) &lt; p) / p</c>, drawn row by row.
/// </remarks>
public sealed class Dropout<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _features;
    private readonly double _keep;
    private readonly NumpyRandom _random;
    private readonly Workspace<T> _mask, _y, _dx; // (N, D)
    private int _drawn;                           // N of the last mask

    /// <summary>A layer that has drawn no mask yet.</summary>
    /// <param name="features">D, the number of columns.</param>
    /// <param name="keep">The probability that a value is kept (the course's p): above 0, at most 1.</param>
    /// <param name="random">Where the masks come from: N · D uniform draws for each mini-batch in training.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not above 0 and at most 1.</exception>
    public Dropout(int features, double keep, NumpyRandom random)
    {
        if (!(keep > 0.0 && keep <= 1.0)) throw new ArgumentOutOfRangeException(nameof(keep), keep, "Above 0, at most 1.");
        (_features, _keep, _random) = (features, keep, random);
        (_mask, _y, _dx) = (new(features), new(features), new(features));
    }

    /// <summary>
    /// Whether the last mask is used again, for gradient checks: a new one is drawn only where there is none yet for
    /// so many samples.
    /// </summary>
    public bool Frozen { get; set; }

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_features);
        var y = _y.Rows(x.Rows, mode); // (N, D)
        if (mode != Mode.Train) return x;
        if (!Frozen || x.Rows != _drawn) DrawMask(x.Rows);
        Mask(x, y);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_features);
        _y.RequireTraining(dy.Rows);
        if (!inputGradient) return default;
        var dx = _dx.Rows(dy.Rows); // (N, D)
        Mask(dy, dx);
        return dx;
    }

    private void DrawMask(int samples)
    {
        T kept = T.CreateTruncating(1.0 / _keep);
        var mask = _mask.Rows(samples); // (N, D)
        for (int n = 0; n < samples; n++)
        {
            foreach (ref T factor in mask.Row(n)) factor = _random.NextDouble() < _keep ? kept : T.Zero;
        }

        _drawn = samples;
    }

    private void Mask(Matrix<T> values, Matrix<T> target)
    {
        var mask = _mask.Rows(values.Rows); // (N, D)
        for (int n = 0; n < values.Rows; n++)
        {
            ReadOnlySpan<T> from = values.Row(n), factor = mask.Row(n);
            Span<T> to = target.Row(n);
            for (int j = 0; j < to.Length; j++) to[j] = from[j] * factor[j];
        }
    }
}
