namespace BnLab.Numerics;

/// <content>Filling, copying and reading a matrix.</content>
public readonly partial struct Matrix<T>
{
    /// <summary>A matrix with the given rows.</summary>
    /// <param name="values">The elements, <c>values[row, column]</c>.</param>
    public static Matrix<T> From(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var result = new Matrix<T>(values.GetLength(0), values.GetLength(1));
        for (int r = 0; r < result.Rows; r++)
        {
            for (int c = 0; c < result.Columns; c++) result[r, c] = T.CreateTruncating(values[r, c]);
        }

        return result;
    }

    /// <summary>A matrix of one row: gamma, beta, a bias.</summary>
    /// <param name="values">Its elements.</param>
    public static Matrix<T> FromRow(params ReadOnlySpan<double> values)
    {
        var result = new Matrix<T>(1, values.Length);
        for (int c = 0; c < values.Length; c++) result[0, c] = T.CreateTruncating(values[c]);
        return result;
    }

    /// <summary>A matrix whose elements are all equal.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="value">The value of every element.</param>
    public static Matrix<T> Constant(int rows, int columns, double value)
    {
        var result = new Matrix<T>(rows, columns);
        result.Fill(T.CreateTruncating(value));
        return result;
    }

    /// <summary>Sets every element.</summary>
    /// <param name="value">The new value of all elements.</param>
    public void Fill(T value)
    {
        for (int r = 0; r < Rows; r++) Row(r).Fill(value);
    }

    /// <summary>Copies all elements into a matrix of the same shape.</summary>
    /// <param name="target">Where to; it must have the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyTo(Matrix<T> target)
    {
        target.RequireShape(Rows, Columns);
        for (int r = 0; r < Rows; r++) Row(r).CopyTo(target.Row(r));
    }

    /// <summary>A matrix with the same elements in memory of its own.</summary>
    public Matrix<T> Clone()
    {
        var copy = new Matrix<T>(Rows, Columns);
        CopyTo(copy);
        return copy;
    }

    /// <summary>The same elements in the same order, in another number of rows: NumPy's <c>reshape(rows, -1)</c>.</summary>
    /// <param name="rows">A divisor of the number of elements.</param>
    /// <returns>A matrix in memory of its own.</returns>
    public Matrix<T> Reshape(int rows)
    {
        var result = new Matrix<T>(rows, rows == 0 ? 0 : Count / rows);
        for (int i = 0; i < Count; i++) result[i / result.Columns, i % result.Columns] = this[i / Columns, i % Columns];
        return result;
    }

    /// <summary>The elements as doubles, row by row.</summary>
    public double[] ToArray()
    {
        var values = new double[Count];
        for (int r = 0, i = 0; r < Rows; r++)
        {
            foreach (T value in Row(r)) values[i++] = double.CreateTruncating(value);
        }

        return values;
    }

    /// <summary>The elements of a column as doubles.</summary>
    /// <param name="column">Its index.</param>
    public double[] Column(int column)
    {
        var values = new double[Rows];
        for (int r = 0; r < values.Length; r++) values[r] = double.CreateTruncating(this[r, column]);
        return values;
    }
}
