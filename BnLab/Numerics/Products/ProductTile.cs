using System.Runtime.CompilerServices;

namespace BnLab.Numerics;

/// <summary>
/// Up to 5 rows and 4 vectors of C, which stay in registers while k runs: 20 accumulators, 4 vectors of B and one broadcast
/// element of A fill the 32 registers of AVX-512, and each loaded vector of B is used 5 times.
/// </summary>
/// <remarks>The parameters are those of <see cref="ProductKernel{T}"/>, for the tile's part of the product.</remarks>
/// <param name="adds">Whether the sums are added to what C holds.</param>
internal readonly unsafe struct ProductTile<T>(
    int rows, int depth, T* a, nint aRow, nint aStep, T* b, nint bRow, T* start, nint startRow, T* c, nint cRow, bool adds)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int MostRows = 5, MostVectors = 4;

    /// <param name="width">Vectors, of which the last is an L.</param>
    /// <param name="low">Whether one or two rows have a kernel of their own.</param>
    public void Multiply<V, L>(int width, bool low)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
    {
        if (low && rows <= Two.Count) Multiply<V, L, Two>(width);
        else Multiply<V, L, Five>(width);
    }

    private void Multiply<V, L, THeight>(int width)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where THeight : struct, ICount
    {
        switch (width)
        {
            case 1: Multiply<V, L, THeight, None>(); break;
            case 2: Multiply<V, L, THeight, One>(); break;
            case 3: Multiply<V, L, THeight, Two>(); break;
            default: Multiply<V, L, THeight, Three>(); break;
        }
    }

    /// <summary>
    /// THeight rows of TWidth vectors and a last one. Where fewer rows are left, the missing ones repeat the last:
    /// they compute and store the same values once more, which costs little and needs no kernel for every height.
    /// </summary>
    private void Multiply<V, L, THeight, TWidth>()
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where THeight : struct, ICount
        where TWidth : struct, ICount
    {
        int last = rows - 1;
        nint r1 = int.Min(1, last), r2 = int.Min(2, last), r3 = int.Min(3, last), r4 = last;
        V c00 = default, c01 = default, c02 = default;
        V c10 = default, c11 = default, c12 = default;
        V c20 = default, c21 = default, c22 = default;
        V c30 = default, c31 = default, c32 = default;
        V c40 = default, c41 = default, c42 = default;
        L l0 = default, l1 = default, l2 = default, l3 = default, l4 = default;
        if (start != null)
        {
            LoadRow<V, L, TWidth>(start, ref c00, ref c01, ref c02, ref l0);
            LoadRow<V, L, TWidth>(start + (r1 * startRow), ref c10, ref c11, ref c12, ref l1);
            if (THeight.Count > 2)
            {
                LoadRow<V, L, TWidth>(start + (r2 * startRow), ref c20, ref c21, ref c22, ref l2);
                LoadRow<V, L, TWidth>(start + (r3 * startRow), ref c30, ref c31, ref c32, ref l3);
                LoadRow<V, L, TWidth>(start + (r4 * startRow), ref c40, ref c41, ref c42, ref l4);
            }
        }

        T* factors = a;
        T* from = b;
        nint a1 = r1 * aRow, a2 = r2 * aRow, a3 = r3 * aRow, a4 = r4 * aRow;
        nint factorStep = aStep, fromRow = bRow; // in registers: a field would be read again in each step
        for (int k = depth; k > 0; k--)
        {
            V b0 = default, b1 = default, b2 = default;
            L bl = default;
            LoadRow<V, L, TWidth>(from, ref b0, ref b1, ref b2, ref bl);
            MultiplyAddRow<V, L, TWidth>(factors, b0, b1, b2, bl, ref c00, ref c01, ref c02, ref l0);
            MultiplyAddRow<V, L, TWidth>(factors + a1, b0, b1, b2, bl, ref c10, ref c11, ref c12, ref l1);
            if (THeight.Count > 2)
            {
                MultiplyAddRow<V, L, TWidth>(factors + a2, b0, b1, b2, bl, ref c20, ref c21, ref c22, ref l2);
                MultiplyAddRow<V, L, TWidth>(factors + a3, b0, b1, b2, bl, ref c30, ref c31, ref c32, ref l3);
                MultiplyAddRow<V, L, TWidth>(factors + a4, b0, b1, b2, bl, ref c40, ref c41, ref c42, ref l4);
            }

            factors += factorStep;
            from += fromRow;
        }

        if (adds) // all rows before the first is stored, since the last may be there more than once
        {
            AddRow<V, L, TWidth>(c, ref c00, ref c01, ref c02, ref l0);
            AddRow<V, L, TWidth>(c + (r1 * cRow), ref c10, ref c11, ref c12, ref l1);
            if (THeight.Count > 2)
            {
                AddRow<V, L, TWidth>(c + (r2 * cRow), ref c20, ref c21, ref c22, ref l2);
                AddRow<V, L, TWidth>(c + (r3 * cRow), ref c30, ref c31, ref c32, ref l3);
                AddRow<V, L, TWidth>(c + (r4 * cRow), ref c40, ref c41, ref c42, ref l4);
            }
        }

        StoreRow<V, L, TWidth>(c, c00, c01, c02, l0);
        StoreRow<V, L, TWidth>(c + (r1 * cRow), c10, c11, c12, l1);
        if (THeight.Count == 2) return;
        StoreRow<V, L, TWidth>(c + (r2 * cRow), c20, c21, c22, l2);
        StoreRow<V, L, TWidth>(c + (r3 * cRow), c30, c31, c32, l3);
        StoreRow<V, L, TWidth>(c + (r4 * cRow), c40, c41, c42, l4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAddRow<V, L, TWidth>(T* a, V b0, V b1, V b2, L bl, ref V c0, ref V c1, ref V c2, ref L l)
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
    private static void AddRow<V, L, TWidth>(T* from, ref V c0, ref V c1, ref V c2, ref L l)
        where V : unmanaged, ILanes<V, T>
        where L : unmanaged, ILanes<L, T>
        where TWidth : struct, ICount
    {
        if (TWidth.Count > 0) c0 += V.Load(from);
        if (TWidth.Count > 1) c1 += V.Load(from + V.Count);
        if (TWidth.Count > 2) c2 += V.Load(from + (2 * V.Count));
        l += L.Load(from + (TWidth.Count * V.Count));
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
        public static int Count => MostRows;
    }
}
