namespace BnLab.Layers;

/// <summary>
/// Batch normalization in a net: <see cref="BatchNorm"/> for mini-batches, running statistics for use, and the ReLU
/// behind it in the same pass where there is one.
/// </summary>
/// <remarks>cs231n, <c>batchnorm_forward</c> and <c>batchnorm_backward_alt</c>.</remarks>
public sealed class BatchNormLayer<T> : IBatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter<T> _gamma; // (1, D)
    private readonly Parameter<T> _beta;  // (1, D)
    private readonly BatchNormConventions _conventions;
    private readonly bool _relu;
    private readonly int _area;
    private readonly Matrix<T> _mu, _variance, _inverseStd; // (1, D), of the last mini-batch
    private readonly Matrix<T> _scale, _shift;              // (1, D), of the running statistics
    private readonly Workspace<T> _xHat, _y, _dx;           // (N, DA); of channels no xHat is kept
    private Matrix<T> _x;                                   // (N, DA), of the last mini-batch

    /// <summary>A layer whose running mean is 0 and whose running variance is as the conventions say.</summary>
    /// <param name="gamma">(1, D): learned scale.</param>
    /// <param name="beta">(1, D): learned shift.</param>
    /// <param name="conventions">The course's if null.</param>
    /// <param name="relu">Whether the layer's output is max(0, y).</param>
    /// <param name="area">
    /// How many values a sample has of each feature, side by side: 1, or A = H · W where a feature is a channel of images;
    /// then x, y and their gradients are (N, DA).
    /// </param>
    public BatchNormLayer(
        Parameter<T> gamma, Parameter<T> beta, BatchNormConventions? conventions = null, bool relu = false, int area = 1)
    {
        int features = gamma.Value.Columns, width = features * area;
        (_gamma, _beta, _conventions, _relu, _area) = (gamma, beta, conventions ?? BatchNormConventions.Course, relu, area);
        RunningMean = new(1, features);
        RunningVariance = Matrix<T>.Constant(1, features, _conventions.InitialRunningVariance);
        (_mu, _variance, _inverseStd) = (new(1, features), new(1, features), new(1, features));
        (_scale, _shift) = (new(1, features), new(1, features));
        (_xHat, _y, _dx) = (new(width), new(width), new(width));
    }

    /// <inheritdoc/>
    public Matrix<T> RunningMean { get; }

    /// <inheritdoc/>
    public Matrix<T> RunningVariance { get; }

    /// <inheritdoc/>
    public AxisMoments Moments(Matrix<T> x)
    {
        x.RequireColumns(_mu.Columns * _area);
        return AxisMoments.OfColumns(_area == 1 ? x : ChannelRows.FromImages(x, new(_mu.Columns, 1, _area)));
    }

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_mu.Columns * _area);
        var y = _y.Rows(x.Rows, mode); // (N, DA)
        if (mode == Mode.Test)
        {
            var (scale, shift) = ScaleAndShift(); // (1, D)
            if (_area == 1) BatchNormKernels.ScaleAndShift(x, scale, shift, _relu, y);
            else ChannelNormKernels.ScaleAndShift(x, scale, shift, _relu, y);
            return y;
        }

        _x = x;
        T eps = T.CreateTruncating(_conventions.Eps);
        if (_area == 1)
        {
            var xHat = _xHat.Rows(x.Rows); // (N, D)
            BatchNormKernels.Forward(x, _gamma.Value, _beta.Value, eps, _relu, _mu, _variance, _inverseStd, xHat, y);
        }
        else
        {
            ChannelNormKernels.Forward(x, _gamma.Value, _beta.Value, eps, _relu, _mu, _variance, _inverseStd, y);
        }

        if (mode == Mode.Train) UpdateRunningStatistics((long)x.Rows * _area);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_mu.Columns * _area);
        Matrix<T> y = _y.Last(dy.Rows), dx = _dx.Rows(dy.Rows); // (N, DA)
        if (_area == 1) BatchNormKernels.Backward(dy, y, _xHat.Rows(dy.Rows), _gamma.Value, _inverseStd, _relu, dx, _gamma.Gradient, _beta.Gradient);
        else ChannelNormKernels.Backward(dy, _x, _gamma.Value, _beta.Value, _mu, _inverseStd, _relu, dx, _gamma.Gradient, _beta.Gradient);
        return dx;
    }

    /// <summary>
    /// What the layer is in use: y = gamma · (x - mean) / √(variance + eps) + beta is one multiplication and one addition,
    /// y = scale · x + shift.
    /// </summary>
    /// <returns>
    /// (1, D) each: gamma / √(variance + eps), and beta - mean · scale; valid until something that they are made of changes.
    /// </returns>
    public (Matrix<T> Scale, Matrix<T> Shift) ScaleAndShift()
    {
        T eps = T.CreateTruncating(_conventions.Eps);
        Span<T> scale = _scale.Row(0), shift = _shift.Row(0);
        ReadOnlySpan<T> gamma = _gamma.Value.Row(0), beta = _beta.Value.Row(0);
        ReadOnlySpan<T> mean = RunningMean.Row(0), variance = RunningVariance.Row(0);
        for (int j = 0; j < scale.Length; j++)
        {
            scale[j] = gamma[j] / T.Sqrt(variance[j] + eps);
            shift[j] = beta[j] - (mean[j] * scale[j]);
        }

        return (_scale, _shift);
    }

    private void UpdateRunningStatistics(long n)
    {
        T keep = T.CreateTruncating(_conventions.Momentum);
        T take = T.CreateTruncating(1.0 - _conventions.Momentum);
        T correction = _conventions.UnbiasedRunningVariance && n > 1 ? T.CreateTruncating(n / (n - 1.0)) : T.One;
        Span<T> mean = RunningMean.Row(0), variance = RunningVariance.Row(0);
        ReadOnlySpan<T> batchMean = _mu.Row(0), batchVariance = _variance.Row(0);
        for (int j = 0; j < mean.Length; j++)
        {
            mean[j] = (keep * mean[j]) + (take * batchMean[j]);
            variance[j] = (keep * variance[j]) + (take * correction * batchVariance[j]);
        }
    }
}
