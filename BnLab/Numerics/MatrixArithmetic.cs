namespace BnLab.Numerics;

/// <content>
/// Element by element arithmetic with broadcasting, so that a layer's plain passes read like the paper's equations.
/// Each operation makes a new matrix; hot paths use the fused kernels and keep these lines as their oracle.
/// </content>
public readonly partial struct Matrix<T>
{
    /// <summary>Sum, element by element; a single row, column or element is repeated to the other's shape.</summary>
    /// <param name="a">(N, D), (1, D), (N, 1) or (1, 1).</param>
    /// <param name="b">Likewise.</param>
    public static Matrix<T> operator +(Matrix<T> a, Matrix<T> b) => Zip(a, b, static (x, y) => x + y);

    /// <summary>Difference, element by element, with broadcasting.</summary>
    /// <param name="a">(N, D), (1, D), (N, 1) or (1, 1).</param>
    /// <param name="b">Likewise.</param>
    public static Matrix<T> operator -(Matrix<T> a, Matrix<T> b) => Zip(a, b, static (x, y) => x - y);

    /// <summary>Product, element by element (not the matrix product), with broadcasting.</summary>
    /// <param name="a">(N, D), (1, D), (N, 1) or (1, 1).</param>
    /// <param name="b">Likewise.</param>
    public static Matrix<T> operator *(Matrix<T> a, Matrix<T> b) => Zip(a, b, static (x, y) => x * y);

    /// <summary>Quotient, element by element, with broadcasting.</summary>
    /// <param name="a">(N, D), (1, D), (N, 1) or (1, 1).</param>
    /// <param name="b">Likewise.</param>
    public static Matrix<T> operator /(Matrix<T> a, Matrix<T> b) => Zip(a, b, static (x, y) => x / y);

    /// <summary>Negation, element by element.</summary>
    /// <param name="a">Any shape.</param>
    public static Matrix<T> operator -(Matrix<T> a) => a.Map(static x => -x);

    /// <summary>A number as a (1, 1) matrix, so that it takes part in broadcasting.</summary>
    /// <param name="value">The number; rounded to T.</param>
    public static implicit operator Matrix<T>(double value) => FromRow(value);

    /// <summary>A new matrix: a function of each element.</summary>
    /// <param name="function">Applied to every element.</param>
    public Matrix<T> Map(Func<T, T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var result = new Matrix<T>(Rows, Columns);
        for (int r = 0; r < Rows; r++)
        {
            var from = Row(r);
            var to = result.Row(r);
            for (int c = 0; c < to.Length; c++) to[c] = function(from[c]);
        }

        return result;
    }

    /// <summary>The sum of the squares of all elements, row by row, in double precision.</summary>
    internal double SumOfSquares()
    {
        double squares = 0.0;
        for (int r = 0; r < Rows; r++)
        {
            foreach (T value in Row(r)) squares += double.CreateTruncating(value) * double.CreateTruncating(value);
        }

        return squares;
    }

    private static Matrix<T> Zip(Matrix<T> a, Matrix<T> b, Func<T, T, T> function)
    {
        var result = new Matrix<T>(Broadcast(a.Rows, b.Rows), Broadcast(a.Columns, b.Columns));
        for (int r = 0; r < result.Rows; r++)
        {
            var x = a.Row(a.Rows == 1 ? 0 : r);
            var y = b.Row(b.Rows == 1 ? 0 : r);
            var to = result.Row(r);
            for (int c = 0; c < to.Length; c++)
            {
                to[c] = function(x[a.Columns == 1 ? 0 : c], y[b.Columns == 1 ? 0 : c]);
            }
        }

        return result;

        int Broadcast(int m, int n) =>
            m == n || n == 1 ? m : m == 1 ? n : throw new ArgumentException($"{a} and {b} cannot be broadcast together.");
    }
}
