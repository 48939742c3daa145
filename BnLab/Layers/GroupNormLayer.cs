namespace BnLab.Layers;

/// <summary>Group normalization in a net: <see cref="GroupNorm"/> without a new matrix per line.</summary>
/// <remarks>
/// The same in training and test: each sample is normalized by itself. A group is a part of a sample's row.
/// </remarks>
public sealed class GroupNormLayer<T> : ILayer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameter<T> _gamma; // (1, C)
    private readonly Parameter<T> _beta;  // (1, C)
    private readonly ImageShape _volume;
    private readonly T _eps;
    private readonly Workspace<T> _xHat, _y, _dx; // (N, CHW)
    private readonly Workspace<T> _inverseStd;    // (N, G)

    /// <summary>A layer for images of one extent.</summary>
    /// <param name="gamma">(1, C): learned scale.</param>
    /// <param name="beta">(1, C): learned shift.</param>
    /// <param name="volume">The extent of each image.</param>
    /// <param name="groups">G, which divides C: 1 for layer normalization, C for instance normalization.</param>
    /// <param name="eps">Added to the variance under the root.</param>
    /// <exception cref="ArgumentException">C is not divisible by G, or gamma or beta does not fit the channels.</exception>
    public GroupNormLayer(
        Parameter<T> gamma, Parameter<T> beta, ImageShape volume, int groups, double eps = BatchNorm.DefaultEps)
    {
        GroupNorm.RequireGroups(volume, groups);
        volume.RequireChannels(gamma.Value.Columns);
        volume.RequireChannels(beta.Value.Columns);
        (_gamma, _beta, _volume, _eps) = (gamma, beta, volume, T.CreateTruncating(eps));
        (_xHat, _y, _dx) = (new(volume.Length), new(volume.Length), new(volume.Length));
        _inverseStd = new(groups);
    }

    /// <inheritdoc/>
    public Matrix<T> Forward(Matrix<T> x, Mode mode)
    {
        x.RequireColumns(_volume.Length);
        var xHat = _xHat.Rows(x.Rows, mode);             // (N, CHW)
        var y = _y.Rows(x.Rows);                         // (N, CHW)
        var inverseStd = _inverseStd.Rows(x.Rows, mode); // (N, G)
        GroupNormKernels.Forward(x, _gamma.Value, _beta.Value, _eps, inverseStd, xHat, y);
        return y;
    }

    /// <inheritdoc/>
    public Matrix<T> Backward(Matrix<T> dy, bool inputGradient = true)
    {
        dy.RequireColumns(_volume.Length);
        var dx = _dx.Rows(dy.Rows); // (N, CHW)
        GroupNormKernels.Backward(
            dy, _xHat.Last(dy.Rows), _gamma.Value, _inverseStd.Last(dy.Rows), dx, _gamma.Gradient, _beta.Gradient);
        return inputGradient ? dx : default;
    }
}
