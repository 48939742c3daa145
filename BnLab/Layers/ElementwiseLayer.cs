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
