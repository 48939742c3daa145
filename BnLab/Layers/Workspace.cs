namespace BnLab.Layers;

/// <summary>A matrix that a layer uses again for every mini-batch and that grows with the largest one.</summary>
internal sealed class Workspace<T>(int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Matrix<T> _all = new(0, columns);
    private int _remembered;

    /// <summary>Its first rows, to be overwritten.</summary>
    public Matrix<T> Rows(int count)
    {
        if (count > _all.Rows) _all = new Matrix<T>(count, columns); // (N, D)
        return _all.RowRange(0, count);
    }

    /// <summary>Its first rows, to be filled by a forward pass; after training, a backward pass may read them.</summary>
    public Matrix<T> Rows(int count, Mode mode)
    {
        _remembered = mode == Mode.Train ? count : 0;
        return Rows(count);
    }

    /// <summary>The result of the last forward pass.</summary>
    /// <inheritdoc cref="RequireTraining"/>
    public Matrix<T> Last(int count)
    {
        RequireTraining(count);
        return _all.RowRange(0, count);
    }

    /// <summary>Throws unless the last forward pass can be followed by a backward pass.</summary>
    /// <exception cref="InvalidOperationException">The last forward pass was not in training mode, or of another mini-batch.</exception>
    public void RequireTraining(int count)
    {
        if (count == _remembered) return;
        throw new InvalidOperationException($"A backward pass of {count} rows needs a forward pass of as many in training mode just before it.");
    }
}
