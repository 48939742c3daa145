using System.Runtime.Intrinsics;

namespace BnLab.Numerics;

/// <summary>The three matrix products that training needs. None of them allocates.</summary>
public static unsafe class MatrixProduct
{
    /// <summary>C = A · B, plus a bias row where one is given.</summary>
    /// <param name="a">(M, K).</param>
    /// <param name="b">(K, N).</param>
    /// <param name="c">(M, N), overwritten; must not overlap A or B.</param>
    /// <param name="bias">(1, N), added to every row, or (M, N); default for none.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Multiply<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, Matrix<T> bias = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows || c.Rows != a.Rows || c.Columns != b.Columns) throw Misfit("A · B", a, b, c);
        if (!bias.IsEmpty && ((bias.Rows != 1 && bias.Rows != c.Rows) || bias.Columns != c.Columns)) throw Misfit("A · B + bias", c, bias, c);
        Run(a.Rows, a.Columns, a, a.Stride, 1, b, bias, bias.Rows == 1 ? 0 : bias.Stride, c);
    }

    /// <summary>C = C + A · B.</summary>
    /// <param name="a">(M, K).</param>
    /// <param name="b">(K, N).</param>
    /// <param name="c">(M, N): where the sums begin, overwritten; must not overlap A or B.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyAdd<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Rows || c.Rows != a.Rows || c.Columns != b.Columns) throw Misfit("A · B", a, b, c);
        Run(a.Rows, a.Columns, a, a.Stride, 1, b, c, c.Stride, c);
    }

    /// <summary>C = Aᵀ · B, the gradient of weights, xᵀ · dy; or C + Aᵀ · B.</summary>
    /// <param name="a">(K, M).</param>
    /// <param name="b">(K, N).</param>
    /// <param name="c">(M, N), overwritten; must not overlap A or B.</param>
    /// <param name="add">Whether the sums begin at what C holds.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyTransposedA<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, bool add = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Rows != b.Rows || c.Rows != a.Columns || c.Columns != b.Columns) throw Misfit("Aᵀ · B", a, b, c);
        Run(a.Columns, a.Rows, a, 1, a.Stride, b, add ? c : default, c.Stride, c);
    }

    /// <summary>C = A · Bᵀ: the gradient of inputs, dy · wᵀ. B is transposed first, into <paramref name="work"/>.</summary>
    /// <param name="a">(M, K).</param>
    /// <param name="b">(N, K).</param>
    /// <param name="c">(M, N), overwritten; must not overlap A or B.</param>
    /// <param name="work">(K, N), overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void MultiplyTransposedB<T>(Matrix<T> a, Matrix<T> b, Matrix<T> c, Matrix<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (a.Columns != b.Columns || c.Rows != a.Rows || c.Columns != b.Rows) throw Misfit("A · Bᵀ", a, b, c);
        Transposition.Transpose(b, work);
        Multiply(a, work, c);
    }

    private static void Run<T>(
        int rows, int depth, Matrix<T> a, nint aRow, nint aStep, Matrix<T> b, Matrix<T> start, nint startRow, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (c.IsEmpty) return;
        if (depth == 0)
        {
            for (int r = 0; r < rows; r++)
            {
                if (start.IsEmpty) c.Row(r).Clear();
                else start.Row(startRow == 0 ? 0 : r).CopyTo(c.Row(r));
            }

            return;
        }

        var kernel = new ProductKernel<T>(
            rows, depth, c.Columns, a.Pointer, aRow, aStep, b.Pointer, b.Stride, start.IsEmpty ? null : start.Pointer, startRow, c.Pointer, c.Stride);
        if (Vector512.IsHardwareAccelerated) kernel.Run<Lanes512<T>, Lanes256<T>>();
        else if (Vector256.IsHardwareAccelerated) kernel.Run<Lanes256<T>, Lanes128<T>>();
        else kernel.Run<Lanes128<T>, Lanes128<T>>();
        a.KeepAlive();
        b.KeepAlive();
        c.KeepAlive();
        start.KeepAlive();
    }

    private static ArgumentException Misfit<T>(string product, Matrix<T> a, Matrix<T> b, Matrix<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new($"{product} of {a} and {b} does not fit into {c}.");
}
