namespace BnLab.Layers;

/// <summary>
/// Batch normalization in a net: mini-batches are normalized by their own statistics in training, and by running statistics at
/// test time. The ReLU after it may be computed in the same pass.
/// </summary>
/// <remarks>
/// A feature has A values in each sample, side by side: 1 in a <see cref="BatchNormLayer{T}"/>, the pixels of a channel in a
/// <see cref="SpatialBatchNormLayer{T}"/>. Input, output and their gradients are (N, DA).
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class BatchNormalization<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BatchNormConventions _conventions;
    private readonly int _area, _width;
    private readonly Matrix<T> _scale, _shift;    // (1, D), of the running statistics
    private readonly Workspace<T> _y, _dx;        // (N, DA)

    private protected BatchNormalization(Parameter<T> gamma, Parameter<T> beta, BatchNormConventions? conventions, bool relu, int area)
    {
        int features = gamma.Value.Columns;
        (Gamma, Beta, HasRelu, _area, _width) = (gamma, beta, relu, area, features * area);
        _conventions = conventions ?? BatchNormConventions.Course;
        RunningMean = new(1, features);
        RunningVariance = Matrix<T>.Constant(1, features, _conventions.InitialRunningVariance);
        (Mu, Variance, InverseStd) = (new(1, features), new(1, features), new(1, features));
        (_scale, _shift) = (new(1, features), new(1, features));
        (_y, _dx) = (new(_width), new(_width));
    }

    /// <summary>
    /// (1, D): the mean that the layer subtracts at test time. It follows the mini-batches of training, and may be overwritten
    /// with a better one.
    /// </summary>
    public Matrix<T> RunningMean { get; }

    /// <summary>(1, D): the variance that the layer divides by at test time. It may be overwritten as well.</summary>
    public Matrix<T> RunningVariance { get; }

    private protected Parameter<T> Gamma { get; } // (1, D)

    private protected Parameter<T> Beta { get; }  // (1, D)

    private protected bool HasRelu { get; }

    // (1, D), of the last mini-batch.
    private protected Matrix<T> Mu { get; }

    private protected Matrix<T> Variance { get; }

    private protected Matrix<T> InverseStd { get; }

    /// <summary>The mean and the biased variance of each feature in an input of the layer.</summary>
    /// <param name="x">(N, DA).</param>
    /// <returns>D means and variances, in double precision.</returns>
    /// <exception cref="ArgumentException">x has not DA columns.</exception>
    public AxisMoments Moments(Matrix<T> x)
    {
        x.RequireColumns(_width);
        return AxisMoments.OfColumns(FeaturesInColumns(x));
    }

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_width);
        var y = _y.Rows(x.Rows, mode); // (N, DA)
        if (mode == Mode.Test)
        {
            var (scale, shift) = ScaleAndShift(); // (1, D)
            ScaleAndShift(x, scale, shift, y);
            return y;
        }

        Normalize(x, T.CreateTruncating(_conventions.Eps), y);
        if (mode == Mode.Train) UpdateRunningStatistics(x.Rows);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_width);
        Matrix<T> y = _y.Last(dy.Rows), dx = _dx.Rows(dy.Rows); // (N, DA)
        Backward(dy, y, dx);
        return inputGradient ? dx : default;
    }

    /// <summary>
    /// The layer at test time: y = gamma · (x - mean) / √(variance + eps) + beta is one multiplication and one addition,
    /// y = scale · x + shift.
    /// </summary>
    /// <returns>
    /// (1, D) each: gamma / √(variance + eps), and beta - mean · scale; valid until the parameters or the running statistics change.
    /// </returns>
    public (Matrix<T> Scale, Matrix<T> Shift) ScaleAndShift()
    {
        T eps = T.CreateTruncating(_conventions.Eps);
        Span<T> scale = _scale.Row(0), shift = _shift.Row(0);
        ReadOnlySpan<T> gamma = Gamma.Value.Row(0), beta = Beta.Value.Row(0);
        ReadOnlySpan<T> mean = RunningMean.Row(0), variance = RunningVariance.Row(0);
        for (int j = 0; j < scale.Length; j++)
        {
            scale[j] = gamma[j] / T.Sqrt(variance[j] + eps);
            shift[j] = beta[j] - (mean[j] * scale[j]);
        }

        return (_scale, _shift);
    }

    /// <summary>(N, DA) as (NA, D).</summary>
    private protected abstract Matrix<T> FeaturesInColumns(Matrix<T> x);

    /// <summary>The pass by the mini-batch's statistics, which are left in Mu, Variance and InverseStd.</summary>
    private protected abstract void Normalize(Matrix<T> x, T eps, Matrix<T> y);

    /// <summary>y = scale · x + shift, and its ReLU if the layer has one.</summary>
    private protected abstract void ScaleAndShift(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, Matrix<T> y);

    /// <summary>dx, and the gradients of gamma and beta.</summary>
    private protected abstract void Backward(Matrix<T> dy, Matrix<T> y, Matrix<T> dx);

    private protected virtual void UpdateRunningStatistics(int rows) => UpdateRunningStatistics(Mu, Variance, rows);

    private protected void UpdateRunningStatistics(Matrix<T> mu, Matrix<T> batchVariances, int rows)
    {
        long n = (long)rows * _area;
        T keep = T.CreateTruncating(_conventions.Momentum);
        T take = T.CreateTruncating(1.0 - _conventions.Momentum);
        T correction = _conventions.UnbiasedRunningVariance && n > 1 ? T.CreateTruncating(n / (n - 1.0)) : T.One;
        Span<T> mean = RunningMean.Row(0), variance = RunningVariance.Row(0);
        ReadOnlySpan<T> batchMean = mu.Row(0), batchVariance = batchVariances.Row(0);
        for (int j = 0; j < mean.Length; j++)
        {
            mean[j] = (keep * mean[j]) + (take * batchMean[j]);
            variance[j] = (keep * variance[j]) + (take * correction * batchVariance[j]);
        }
    }
}

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

/// <summary><see cref="SpatialBatchNorm"/> in a net: a feature is a channel of images, (N, CHW), with a value for every pixel.</summary>
/// <remarks>
/// cs231n, <c>spatial_batchnorm_forward</c> and <c>spatial_batchnorm_backward</c>. A channel's pixels are side by side in a row,
/// so nothing is moved; xHat is not kept, but computed once more in the backward pass.
/// </remarks>
public class SpatialBatchNormLayer<T> : BatchNormalization<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImageShape _volume;
    private Matrix<T> _x; // (N, CHW), of the last mini-batch

    /// <summary>A layer whose running mean is 0 and whose running variance is as the conventions say.</summary>
    /// <param name="gamma">(1, C): learned scale.</param>
    /// <param name="beta">(1, C): learned shift.</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="conventions">The course's if null.</param>
    /// <param name="relu">Whether the layer's output is max(0, y).</param>
    /// <exception cref="ArgumentException">Gamma or beta does not fit the channels.</exception>
    public SpatialBatchNormLayer(
        Parameter<T> gamma, Parameter<T> beta, ImageShape volume, BatchNormConventions? conventions = null, bool relu = false)
        : base(gamma, beta, conventions, relu, volume.Area)
    {
        volume.RequireChannels(gamma.Value.Columns);
        volume.RequireChannels(beta.Value.Columns);
        _volume = volume;
    }

    private protected override Matrix<T> FeaturesInColumns(Matrix<T> x) => ChannelRows.FromImages(x, _volume); // (NHW, C)

    private protected override void Normalize(Matrix<T> x, T eps, Matrix<T> y)
    {
        _x = x;
        ChannelNormKernels.Forward(x, Gamma.Value, Beta.Value, eps, HasRelu, Mu, Variance, InverseStd, y);
    }

    private protected override void ScaleAndShift(Matrix<T> x, Matrix<T> scale, Matrix<T> shift, Matrix<T> y) =>
        ChannelNormKernels.ScaleAndShift(x, scale, shift, HasRelu, y);

    private protected override void Backward(Matrix<T> dy, Matrix<T> y, Matrix<T> dx) =>
        ChannelNormKernels.Backward(dy, _x, Gamma.Value, Beta.Value, Mu, InverseStd, HasRelu, dx, Gamma.Gradient, Beta.Gradient);
}
