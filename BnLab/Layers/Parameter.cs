namespace BnLab.Layers;

/// <summary>Something that training changes, and the gradient that a backward pass leaves for it.</summary>
public readonly record struct Parameter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A value and where its gradient goes.</summary>
    /// <param name="value">The current value.</param>
    /// <param name="gradient">Of the same shape; overwritten by every backward pass.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Parameter(Matrix<T> value, Matrix<T> gradient)
    {
        gradient.RequireShape(value.Rows, value.Columns);
        (Value, Gradient) = (value, gradient);
    }

    /// <summary>The current value.</summary>
    public Matrix<T> Value { get; }

    /// <summary>What the last backward pass left.</summary>
    public Matrix<T> Gradient { get; }

    /// <summary>A value with a gradient of zeros in memory of its own.</summary>
    /// <param name="value">The current value.</param>
    public static Parameter<T> From(Matrix<T> value) => new(value, new Matrix<T>(value.Rows, value.Columns)); // (D, M)
}
