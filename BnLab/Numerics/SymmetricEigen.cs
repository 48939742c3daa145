namespace BnLab.Numerics;

/// <summary>The eigenvalues and eigenvectors of a symmetric matrix: A = Vᵀ · diag(values) · V, the rows of V orthonormal.</summary>
/// <remarks>
/// Householder reflections bring A to tridiagonal form, implicit QR steps with Wilkinson's shift to diagonal form: Golub
/// and Van Loan, Matrix Computations, sections 8.3.1 to 8.3.3. About 8 D³ operations, all of them on whole rows. Each
/// eigenvalue is off by rounding of the largest one, not of itself.
/// </remarks>
/// <param name="Values">D eigenvalues, the largest first.</param>
/// <param name="Vectors">(D, D): one eigenvector a row, in the order of the values.</param>
public sealed record SymmetricEigen(double[] Values, Matrix<double> Vectors)
{
    /// <summary>Decomposes a matrix.</summary>
    /// <param name="a">(D, D), symmetric, D at least 1.</param>
    /// <param name="cancellation">Ends a long computation.</param>
    /// <exception cref="ArgumentException">The matrix is not symmetric, or an element is not finite.</exception>
    /// <exception cref="OperationCanceledException">The computation was ended.</exception>
    public static SymmetricEigen Of(Matrix<double> a, CancellationToken cancellation = default)
    {
        double scale = Scale(a);
        if (scale == 0.0) scale = 1.0;
        var work = a / scale; // squares of its elements neither overflow nor matter when they vanish
        var (diagonal, beside, basis) = Tridiagonalization.Of(work, cancellation);
        var vectors = Transposition.Transposed(basis); // a column of the basis becomes a row, which rotations can run along
        TridiagonalEigen.Diagonalize(diagonal, beside, vectors, cancellation);
        return Sorted(diagonal, scale, vectors);
    }

    /// <summary>The largest magnitude; throws where there is no decomposition to compute.</summary>
    private static double Scale(Matrix<double> a)
    {
        if (a.Rows != a.Columns || a.Rows == 0) throw new ArgumentException($"A square matrix has eigenvectors, not {a}.", nameof(a));
        double largest = 0.0;
        for (int r = 0; r < a.Rows; r++)
        {
            foreach (double value in a.Row(r))
            {
                if (!double.IsFinite(value)) throw new ArgumentException($"{a} has the element {value}.", nameof(a));
                largest = Math.Max(largest, Math.Abs(value));
            }
        }

        for (int r = 0; r < a.Rows; r++)
        {
            for (int c = 0; c < r; c++)
            {
                if (Math.Abs(a[r, c] - a[c, r]) > 1e-12 * largest) throw new ArgumentException($"{a} is not symmetric at ({r}, {c}).", nameof(a));
            }
        }

        return largest;
    }

    private static SymmetricEigen Sorted(double[] values, double scale, Matrix<double> vectors)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i])]; // stable
        var sorted = new Matrix<double>(vectors.Rows, vectors.Columns);
        for (int i = 0; i < order.Length; i++) vectors.Row(order[i]).CopyTo(sorted.Row(i));
        return new([.. order.Select(i => values[i] * scale)], sorted);
    }
}
