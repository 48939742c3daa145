using BnLab.Numerics;

namespace BnLab.Layers;

/// <summary>
/// Batch normalization in a net: <see cref="BatchNorm"/> for mini-batches, running statistics for use, and the ReLU
/// behind it in the same pass where there is one.
/// </summary>
/// <remarks>cs231n, <c>batchnorm_forward</c> and <c>batchnorm_backward_alt</c>.</remarks>
public sealed class BatchNormLayer<T> : IBatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Learned<T> _gamma; // (1, D)
    private readonly Learned<T> _beta;  // (1, D)
    private readonly BatchNormConventions _conventions;
    private readonly bool _relu;
    private readonly Matrix<T> _mu, _variance, _inverseStd; // (1, D), of the last mini-batch
    private readonly Matrix<T> _scale, _shift;              // (1, D), of the running statistics
    private readonly Workspace<T> _xHat, _y, _dx;           // (N, D)

    /// <summary>A layer whose running mean is 0 and whose running variance is as the conventions say.</summary>
    /// <param name="gamma">(1, D): learned scale.</param>
    /// <param name="beta">(1, D): learned shift.</param>
    /// <param name="conventions">The course's if null.</param>
    /// <param name="relu">Whether the layer's output is max(0, y).</param>
    public BatchNormLayer(
        Learned<T> gamma, Learned<T> beta, BatchNormConventions? conventions = null, bool relu = false)
    {
        int features = gamma.Value.Columns;
        (_gamma, _beta, _conventions, _relu) = (gamma, beta, conventions ?? BatchNormConventions.Course, relu);
        RunningMean = new(1, features);
        RunningVariance = Matrix<T>.Constant(1, features, _conventions.InitialRunningVariance);
        (_mu, _variance, _inverseStd) = (new(1, features), new(1, features), new(1, features));
        (_scale, _shift) = (new(1, features), new(1, features));
        (_xHat, _y, _dx) = (new(features), new(features), new(features));
    }

    /// <inheritdoc/>
    public Matrix<T> RunningMean { get; }

    /// <inheritdoc/>
    public Matrix<T> RunningVariance { get; }

    /// <inheritdoc/>
    public AxisMoments Moments(Matrix<T> x)
    {
        x.RequireColumns(_mu.Columns);
        return AxisMoments.OfColumns(x);
    }

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_mu.Columns);
        var y = _y.Rows(x.Rows, mode); // (N, D)
        if (mode == Mode.Test)
        {
            var (scale, shift) = ScaleAndShift(); // (1, D)
            BatchNormKernels.ScaleAndShift(x, scale, shift, _relu, y);
            return y;
        }

        BatchNormKernels.Forward(
            x, _gamma.Value, _beta.Value, T.CreateTruncating(_conventions.Eps), _relu,
            _mu, _variance, _inverseStd, _xHat.Rows(x.Rows, mode), y);
        if (mode == Mode.Train) UpdateRunningStatistics(x.Rows);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_mu.Columns);
        var dx = _dx.Rows(dy.Rows); // (N, D)
        BatchNormKernels.Backward(
            dy, _y.Last(dy.Rows), _xHat.Last(dy.Rows), _gamma.Value, _inverseStd, _relu, dx, _gamma.Gradient, _beta.Gradient);
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

    private void UpdateRunningStatistics(int n)
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
