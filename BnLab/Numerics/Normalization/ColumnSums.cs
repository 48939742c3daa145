namespace BnLab.Numerics;

/// <summary>The kernel of sums over the rows of a matrix, one per column; <see cref="ColumnStatistics"/> has the plain lines.</summary>
internal static unsafe class ColumnSums
{
    /// <summary>The sum of each column.</summary>
    /// <param name="x">(N, D).</param>
    /// <param name="sums">(1, D), overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Of<T>(Matrix<T> x, Matrix<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.RequireShape(1, x.Columns);
        WidestLanes.Run<T, SumKernel<T>>(new(x, sums));
    }

    /// <summary>Adds the rows up, even and odd ones apart: two chains of additions hide each other's latency.</summary>
    private readonly struct SumKernel<T>(Matrix<T> x, Matrix<T> sums) : ILaneKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            for (nint column = 0; column < x.Stride; column += V.Count)
            {
                Sum<T, V>(x.Pointer + column, x.Rows, x.Stride).Store(sums.Pointer + column);
            }
        }
    }

    /// <summary>The sum of one vector's columns.</summary>
    internal static V Sum<T, V>(T* p, int rows, nint stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T>
    {
        V even = V.Broadcast(T.Zero), odd = even;
        int r = 0;
        for (; r + 1 < rows; r += 2, p += 2 * stride)
        {
            even += V.Load(p);
            odd += V.Load(p + stride);
        }

        if (r < rows) even += V.Load(p);
        return even + odd;
    }
}
