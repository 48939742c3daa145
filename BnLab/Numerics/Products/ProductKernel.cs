namespace BnLab.Numerics;

/// <summary>
/// The one kernel under all matrix products: C = Cin + Σₖ A(r, k) · B(k, :), with two strides for A so that
/// A · B and Aᵀ · B are the same loop.
/// </summary>
/// <remarks>
/// Columns go in panels of equal width as far as possible (7 vectors are 3 + 4, not 4 + 3 × 1), k in blocks of 128,
/// so a panel's block of B stays in the first-level cache. Where the last columns fill no more than half a vector,
/// half a register does (100 floats are 6½ vectors, not 7); where one or two rows are left of few, a tile of two does
/// (the 32 filters of a convolution are 6 · 5 + 2); the last few columns of Aᵀ · B go to
/// <see cref="NarrowProductKernel{T}"/>. Every element of C is a chain of fused multiply-adds in the order of k for each block,
/// and the blocks are added up: its bits depend on neither vector width nor tile, and 3,072 terms are not one long chain, whose
/// rounding sixty layers would amplify.
/// </remarks>
/// <param name="rows">Rows of A and C.</param>
/// <param name="depth">Extent of the sum, 1 or more.</param>
/// <param name="columns">Columns of C.</param>
/// <param name="a">A(r, k) is <c>a[r * aRow + k * aStep]</c>.</param>
/// <param name="aRow">Distance between rows of A.</param>
/// <param name="aStep">Distance between neighbours in the sum.</param>
/// <param name="b">B(k, j) is <c>b[k * bRow + j]</c>.</param>
/// <param name="bRow">Distance between rows of B.</param>
/// <param name="start">Where the sums begin: null for zero, else row r at <c>start + r * startRow</c>.</param>
/// <param name="startRow">0 repeats one row: a bias.</param>
/// <param name="c">Row r of C at <c>c + r * cRow</c>.</param>
/// <param name="cRow">Distance between rows of C.</param>
internal readonly unsafe struct ProductKernel<T>(
    int rows, int depth, int columns, T* a, nint aRow, nint aStep, T* b, nint bRow, T* start, nint startRow, T* c, nint cRow)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Terms of a chain.</summary>
    public const int DepthBlock = 128;

    private const int FewRows = 64; // of more, the last two are not worth the time to compile a kernel for them

    /// <summary>Computes the product with the widest register V, and H, half of it or the same where there is no half.</summary>
    public void Run<V, H>()
        where V : unmanaged, ILanes<V, T>
        where H : unmanaged, ILanes<H, T>
    {
        int rest = columns % V.Count, wide = columns;
        if (aRow == 1 && start == null && NarrowProductKernel<T>.Suits<V>(rows, rest))
        {
            wide -= rest;
            new NarrowProductKernel<T>(rows, depth, rest, a, aStep, b + wide, bRow, c + wide, cRow).Run<V>();
            rest = 0;
        }

        bool half = rest > 0 && rest <= H.Count && H.Count < V.Count;
        int vectors = (wide + V.Count - 1) / V.Count; // the half one counts
        int panels = (vectors + ProductTile<T>.MostVectors - 1) / ProductTile<T>.MostVectors;
        for (int k = 0; k < depth; k += DepthBlock)
        {
            int block = int.Min(DepthBlock, depth - k);
            T* from = k > 0 ? null : start;
            for (int panel = 0, vector = 0; panel < panels; panel++)
            {
                int width = (vectors - vector) / (panels - panel);
                nint j = (nint)vector * V.Count;
                vector += width;
                for (int row = 0; row < rows; row += ProductTile<T>.MostRows)
                {
                    var tile = new ProductTile<T>(
                        int.Min(ProductTile<T>.MostRows, rows - row), block,
                        a + (row * aRow) + (k * aStep), aRow, aStep,
                        b + (k * bRow) + j, bRow,
                        from == null ? null : from + (row * startRow) + j, startRow,
                        c + (row * cRow) + j, cRow, adds: k > 0);
                    if (half && vector == vectors) tile.Multiply<V, H>(width, rows <= FewRows);
                    else tile.Multiply<V, V>(width, rows <= FewRows);
                }
            }
        }
    }
}
