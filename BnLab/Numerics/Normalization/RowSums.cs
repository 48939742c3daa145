namespace BnLab.Numerics;

/// <summary>Sums over values that lie side by side: a sample's features, a channel's pixels.</summary>
/// <remarks>
/// The order of summation is that of 64-byte registers, two in turn, whatever the processor has: value i goes to partial sum
/// i mod 16 (floats; 8 for doubles), and the partial sums are added in pairs at the end. So the bits of a sum depend on its
/// values alone.
/// </remarks>
internal static unsafe class RowSums
{
    private const int LineBytes = 64;
    private const int MostLanes = 16;

    /// <summary>Σ x.</summary>
    public static T Sum<T, V>(T* x, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T> => Total<T, V, Values<T>>(new(x), length);

    /// <summary>Σ (x - mean)².</summary>
    public static T SumOfSquares<T, V>(T* x, T mean, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T> => Total<T, V, Squares<T>>(new(x, mean), length);

    /// <summary>Σ a · b.</summary>
    public static T SumOfProducts<T, V>(T* a, T* b, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T> => Total<T, V, Products<T>>(new(a, b), length);

    /// <summary>Σ a · (x - mean).</summary>
    public static T SumOfCentredProducts<T, V>(T* a, T* x, T mean, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T> => Total<T, V, CentredProducts<T>>(new(a, x, mean), length);

    private static T Total<T, V, TTerms>(TTerms terms, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : unmanaged, ILanes<V, T>
        where TTerms : struct, ITerms<T>
    {
        T* lanes = stackalloc T[MostLanes];
        int line = LineBytes / sizeof(T), whole = length / line * line;
        for (nint lane = 0; lane < line; lane += V.Count)
        {
            V even = V.Broadcast(T.Zero), odd = even;
            nint i = lane;
            for (; i + line < whole; i += 2 * line)
            {
                even = terms.AddTo(even, i);
                odd = terms.AddTo(odd, i + line);
            }

            if (i < whole) even = terms.AddTo(even, i);
            (even + odd).Store(lanes + lane);
        }

        for (int i = whole; i < length; i++) lanes[i - whole] = terms.AddTo(lanes[i - whole], i);
        for (int half = line / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
        }

        return lanes[0];
    }

    /// <summary>What is summed up: the same term as a vector and as one number.</summary>
    private interface ITerms<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V AddTo<V>(V sum, nint i)
            where V : unmanaged, ILanes<V, T>;

        T AddTo(T sum, int i);
    }

    private readonly struct Values<T>(T* x) : ITerms<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public V AddTo<V>(V sum, nint i)
            where V : unmanaged, ILanes<V, T> => sum + V.Load(x + i);

        public T AddTo(T sum, int i) => sum + x[i];
    }

    private readonly struct Squares<T>(T* x, T mean) : ITerms<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public V AddTo<V>(V sum, nint i)
            where V : unmanaged, ILanes<V, T>
        {
            V d = V.Load(x + i) - V.Broadcast(mean);
            return V.MultiplyAdd(d, d, sum);
        }

        public T AddTo(T sum, int i) => T.FusedMultiplyAdd(x[i] - mean, x[i] - mean, sum);
    }

    private readonly struct Products<T>(T* a, T* b) : ITerms<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public V AddTo<V>(V sum, nint i)
            where V : unmanaged, ILanes<V, T> => V.MultiplyAdd(V.Load(a + i), V.Load(b + i), sum);

        public T AddTo(T sum, int i) => T.FusedMultiplyAdd(a[i], b[i], sum);
    }

    private readonly struct CentredProducts<T>(T* a, T* x, T mean) : ITerms<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public V AddTo<V>(V sum, nint i)
            where V : unmanaged, ILanes<V, T> => V.MultiplyAdd(V.Load(a + i), V.Load(x + i) - V.Broadcast(mean), sum);

        public T AddTo(T sum, int i) => T.FusedMultiplyAdd(a[i], x[i] - mean, sum);
    }
}
