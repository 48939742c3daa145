using System.Runtime.CompilerServices;

namespace BnLab.Numerics;

/// <summary>
/// The one kernel under all matrix products: C = Cin + Σₖ A(r, k) · B(k, :), with two strides for A so that
/// A · B and Aᵀ · B are the same loop.
/// </summary>
/// <remarks>
/// <para>
/// A tile of 5 rows and up to 4 vectors of C stays in registers while k runs: 20 accumulators, 4 vectors of B and
/// one broadcast element of A fill the 32 registers of AVX-512, and each loaded vector of B is used 5 times.
/// </para>
/// <para>
/// Columns go in panels of equal width as far as possible (7 vectors are 3 + 4, not 4 + 3 × 1), k in blocks of 128,
/// so a panel's block of B stays in the first-level cache. Where the last columns fill no more than half a vector,
/// half a register does (100 floats are 6½ vectors, not 7); where one or two rows are left of few, a tile of two does
/// (the 32 filters of a convolution are 6 · 5 + 2); the last few columns of Aᵀ · B go to
/// <see cref="NarrowProductKernel{T}"/>. Every element of C is one chain of fused multiply-adds
/// in the order of k: its bits depend on neither vector width nor tile.
/// </para>
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
    private const int TileRows = 5;
    private const int TileVectors = 4;
    private const int DepthBlock = 128;
    private const int FewRows = 64; // of more, the last two are not worth the time to compile a kernel for them

    /// <summary>Computes the product.</summary>
    /// <typeparam name="V">The widest register.</typeparam>
    /// <typeparam name="H">Half of it, or the same where there is no half.</typeparam>
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
        int panels = (vectors + TileVectors - 1) / TileVectors;
        for (int k = 0; k < depth; k += DepthBlock)
        {
            int block = int.Min(DepthBlock, depth - k);
            T* from = k > 0 ? c : start;
            nint fromRow = k > 0 ? cRow : startRow;
            for (int panel = 0, vector = 0; panel < panels; panel++)
            {
                int width = (vectors - vector) / (panels - panel);
                nint j = (nint)vector * V.Count;
                vector += width;
                for (int row = 0; row < rows; row += TileRows)
                {
                    var tile = new Tile(
                        int.Min(TileRows, rows - row), block,
                        a + (row * aRow) + (k * aStep), aRow, aStep,
                        b + (k * bRow) + j, bRow,
                        from == null ? null : from + (row * fromRow) + j, fromRow,
                        c + (row * cRow) + j, cRow);
                    if (half && vector == vectors) Multiply<V, H>(tile, width);
                    else Multiply<V, V>(tile, width);
                }
            }
        }
    }

    /// <summary>One tile of so many vectors, of which the last is an L.</summary>
    private void Multiply<V, L>(in Tile tile, int width)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
    {
        if (tile.Rows <= Two.Count && rows <= FewRows) Multiply<V, L, Two>(tile, width);
        else Multiply<V, L, Five>(tile, width);
    }

    private static void Multiply<V, L, THeight>(in Tile tile, int width)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where THeight : struct, ICount
    {
        switch (width)
        {
            case 1: Multiply<V, L, THeight, None>(tile); break;
            case 2: Multiply<V, L, THeight, One>(tile); break;
            case 3: Multiply<V, L, THeight, Two>(tile); break;
            default: Multiply<V, L, THeight, Three>(tile); break;
        }
    }

    /// <summary>
    /// One tile: THeight rows of TWidth vectors and a last one. Where fewer rows are left, the missing ones repeat the last:
    /// they compute and store the same values once more, which costs little and needs no kernel for every height.
    /// </summary>
    private static void Multiply<V, L, THeight, TWidth>(in Tile tile)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where THeight : struct, ICount
        where TWidth : struct, ICount
    {
        int last = tile.Rows - 1;
        nint r1 = int.Min(1, last), r2 = int.Min(2, last), r3 = int.Min(3, last), r4 = last;
        V c00 = default, c01 = default, c02 = default;
        V c10 = default, c11 = default, c12 = default;
        V c20 = default, c21 = default, c22 = default;
        V c30 = default, c31 = default, c32 = default;
        V c40 = default, c41 = default, c42 = default;
        L l0 = default, l1 = default, l2 = default, l3 = default, l4 = default;
        if (tile.Start != null)
        {
            LoadRow<V, L, TWidth>(tile.Start, ref c00, ref c01, ref c02, ref l0);
            LoadRow<V, L, TWidth>(tile.Start + (r1 * tile.StartRow), ref c10, ref c11, ref c12, ref l1);
            if (THeight.Count > 2)
            {
                LoadRow<V, L, TWidth>(tile.Start + (r2 * tile.StartRow), ref c20, ref c21, ref c22, ref l2);
                LoadRow<V, L, TWidth>(tile.Start + (r3 * tile.StartRow), ref c30, ref c31, ref c32, ref l3);
                LoadRow<V, L, TWidth>(tile.Start + (r4 * tile.StartRow), ref c40, ref c41, ref c42, ref l4);
            }
        }

        T* a = tile.A;
        T* b = tile.B;
        nint a1 = r1 * tile.ARow, a2 = r2 * tile.ARow, a3 = r3 * tile.ARow, a4 = r4 * tile.ARow;
        nint aStep = tile.AStep, bRow = tile.BRow;
        for (int k = tile.Depth; k > 0; k--)
        {
            V b0 = default, b1 = default, b2 = default;
            L bl = default;
            LoadRow<V, L, TWidth>(b, ref b0, ref b1, ref b2, ref bl);
            AddRow<V, L, TWidth>(a, b0, b1, b2, bl, ref c00, ref c01, ref c02, ref l0);
            AddRow<V, L, TWidth>(a + a1, b0, b1, b2, bl, ref c10, ref c11, ref c12, ref l1);
            if (THeight.Count > 2)
            {
                AddRow<V, L, TWidth>(a + a2, b0, b1, b2, bl, ref c20, ref c21, ref c22, ref l2);
                AddRow<V, L, TWidth>(a + a3, b0, b1, b2, bl, ref c30, ref c31, ref c32, ref l3);
                AddRow<V, L, TWidth>(a + a4, b0, b1, b2, bl, ref c40, ref c41, ref c42, ref l4);
            }

            a += aStep;
            b += bRow;
        }

        StoreRow<V, L, TWidth>(tile.C, c00, c01, c02, l0);
        StoreRow<V, L, TWidth>(tile.C + (r1 * tile.CRow), c10, c11, c12, l1);
        if (THeight.Count == 2) return;
        StoreRow<V, L, TWidth>(tile.C + (r2 * tile.CRow), c20, c21, c22, l2);
        StoreRow<V, L, TWidth>(tile.C + (r3 * tile.CRow), c30, c31, c32, l3);
        StoreRow<V, L, TWidth>(tile.C + (r4 * tile.CRow), c40, c41, c42, l4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<V, L, TWidth>(T* a, V b0, V b1, V b2, L bl, ref V c0, ref V c1, ref V c2, ref L l)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where TWidth : struct, ICount
    {
        V factor = V.Broadcast(*a);
        if (TWidth.Count > 0) c0 = V.MultiplyAdd(factor, b0, c0);
        if (TWidth.Count > 1) c1 = V.MultiplyAdd(factor, b1, c1);
        if (TWidth.Count > 2) c2 = V.MultiplyAdd(factor, b2, c2);
        l = L.MultiplyAdd(L.Broadcast(*a), bl, l);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow<V, L, TWidth>(T* from, ref V c0, ref V c1, ref V c2, ref L l)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where TWidth : struct, ICount
    {
        if (TWidth.Count > 0) c0 = V.Load(from);
        if (TWidth.Count > 1) c1 = V.Load(from + V.Count);
        if (TWidth.Count > 2) c2 = V.Load(from + (2 * V.Count));
        l = L.Load(from + (TWidth.Count * V.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<V, L, TWidth>(T* to, V c0, V c1, V c2, L l)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where TWidth : struct, ICount
    {
        if (TWidth.Count > 0) c0.Store(to);
        if (TWidth.Count > 1) c1.Store(to + V.Count);
        if (TWidth.Count > 2) c2.Store(to + (2 * V.Count));
        l.Store(to + (TWidth.Count * V.Count));
    }

    /// <summary>Up to 5 rows and 4 vectors of C, and what is multiplied into them.</summary>
    private readonly struct Tile(
        int rows, int depth, T* a, nint aRow, nint aStep, T* b, nint bRow, T* start, nint startRow, T* c, nint cRow)
    {
        public readonly int Rows = rows, Depth = depth;
        public readonly T* A = a, B = b, Start = start, C = c;
        public readonly nint ARow = aRow, AStep = aStep, BRow = bRow, StartRow = startRow, CRow = cRow;
    }

    /// <summary>Rows of a tile, or its vectors before the last one: known when the kernel is compiled.</summary>
    private interface ICount
    {
        static abstract int Count { get; }
    }

    private readonly struct None : ICount
    {
        public static int Count => 0;
    }

    private readonly struct One : ICount
    {
        public static int Count => 1;
    }

    private readonly struct Two : ICount
    {
        public static int Count => 2;
    }

    private readonly struct Three : ICount
    {
        public static int Count => 3;
    }

    private readonly struct Five : ICount
    {
        public static int Count => TileRows;
    }
}
