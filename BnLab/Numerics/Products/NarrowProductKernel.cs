namespace BnLab.Numerics;

/// <summary>
/// The last few columns of C = Aᵀ · B where they would leave most of a vector empty: here the rows of C lie side by side in the
/// vectors. 50 columns are 3 vectors of 16 and these 2.
/// </summary>
/// <remarks>
/// Every element is the same sum as in <see cref="ProductKernel{T}"/>, to the last bit. The parameters are those
/// of that kernel, for rows of C that are as many as four vectors or more; A(k, r) is <c>a[k * aRow + r]</c>.
/// </remarks>
internal readonly unsafe struct NarrowProductKernel<T>(
    int rows, int depth, int columns, T* a, nint aRow, T* b, nint bRow, T* c, nint cRow)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TileVectors = 4;
    private const int MostLanes = 16;

    /// <summary>Whether the rows are enough, and the columns beyond the last whole vector few enough, for this kernel to be the faster one.</summary>
    public static bool Suits<V>(int rows, int columns)
        where V : unmanaged, ILanes<V, T> => columns > 0 && columns <= V.Count / 4 && rows >= TileVectors * V.Count;

    /// <summary>Computes the columns, two at a time; the last block of rows may overlap the one before it.</summary>
    public void Run<V>()
        where V : unmanaged, ILanes<V, T>
    {
        int tile = TileVectors * V.Count;
        for (int row = 0; row < rows; row += tile)
        {
            int first = int.Min(row, rows - tile);
            for (int j = 0; j < columns; j += 2) Multiply<V>(first, j, int.Min(j + 1, columns - 1));
        }
    }

    private void Multiply<V>(int row, int left, int right)
        where V : unmanaged, ILanes<V, T>
    {
        T* sums = stackalloc T[2 * TileVectors * MostLanes];
        T* rightSums = sums + (TileVectors * MostLanes);
        for (int k = 0; k < depth; k += ProductKernel<T>.DepthBlock)
            MultiplyBlock<V>(a + row + (k * aRow), b + (k * bRow), left, right, int.Min(ProductKernel<T>.DepthBlock, depth - k), sums, rightSums, adds: k > 0);
        T* to = c + (row * cRow);
        for (int i = 0; i < TileVectors * V.Count; i++, to += cRow)
        {
            to[left] = sums[i];
            to[right] = rightSums[i];
        }
    }

    private void MultiplyBlock<V>(T* from, T* factors, int left, int right, int block, T* sums, T* rightSums, bool adds)
        where V : unmanaged, ILanes<V, T>
    {
        V l0 = default, l1 = default, l2 = default, l3 = default;
        V r0 = default, r1 = default, r2 = default, r3 = default;
        for (int k = 0; k < block; k++, from += aRow, factors += bRow)
        {
            V a0 = V.Load(from), a1 = V.Load(from + V.Count), a2 = V.Load(from + (2 * V.Count)), a3 = V.Load(from + (3 * V.Count));
            V l = V.Broadcast(factors[left]), r = V.Broadcast(factors[right]);
            l0 = V.MultiplyAdd(l, a0, l0);
            l1 = V.MultiplyAdd(l, a1, l1);
            l2 = V.MultiplyAdd(l, a2, l2);
            l3 = V.MultiplyAdd(l, a3, l3);
            r0 = V.MultiplyAdd(r, a0, r0);
            r1 = V.MultiplyAdd(r, a1, r1);
            r2 = V.MultiplyAdd(r, a2, r2);
            r3 = V.MultiplyAdd(r, a3, r3);
        }

        if (adds)
        {
            l0 += V.Load(sums);
            l1 += V.Load(sums + V.Count);
            l2 += V.Load(sums + (2 * V.Count));
            l3 += V.Load(sums + (3 * V.Count));
            r0 += V.Load(rightSums);
            r1 += V.Load(rightSums + V.Count);
            r2 += V.Load(rightSums + (2 * V.Count));
            r3 += V.Load(rightSums + (3 * V.Count));
        }

        l0.Store(sums);
        l1.Store(sums + V.Count);
        l2.Store(sums + (2 * V.Count));
        l3.Store(sums + (3 * V.Count));
        r0.Store(rightSums);
        r1.Store(rightSums + V.Count);
        r2.Store(rightSums + (2 * V.Count));
        r3.Store(rightSums + (3 * V.Count));
    }
}
