namespace BnLab.Numerics;

/// <summary>
/// Sums in NumPy's order: of 8,192 values at a time, which are added up in pairs of halves, down to blocks of 128 with eight
/// partial sums.
/// </summary>
/// <remarks>
/// NumPy, <c>pairwise_sum</c> in its ufunc loops, which get a buffer of values at a time. Published numbers of the course's
/// notebooks have the last digits of this order.
/// </remarks>
public static class PairwiseSum
{
    private const int Buffer = 8_192, Block = 128, Partial = 8;

    /// <summary>The sum of some values: <c>np.sum</c> of an array of one axis.</summary>
    /// <param name="values">Any number of them.</param>
    public static T Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (; values.Length > Buffer; values = values[Buffer..]) sum += InPairs(values[..Buffer]);
        return sum + InPairs(values);
    }

    private static T InPairs<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = values.Length;
        if (n > Block) return InPairs(values[..Half(n)]) + InPairs(values[Half(n)..]);
        T rest = T.Zero;
        int i = 0;
        if (n >= Partial)
        {
            T a = values[0], b = values[1], c = values[2], d = values[3], e = values[4], f = values[5], g = values[6], h = values[7];
            for (i = Partial; i + Partial <= n; i += Partial)
            {
                var next = values.Slice(i, Partial);
                a += next[0];
                b += next[1];
                c += next[2];
                d += next[3];
                e += next[4];
                f += next[5];
                g += next[6];
                h += next[7];
            }

            rest = ((a + b) + (c + d)) + ((e + f) + (g + h));
        }

        for (; i < n; i++) rest += values[i];
        return rest;
    }

    /// <summary>The sum of all elements, row after row: <c>np.sum</c> of a whole array.</summary>
    /// <param name="x">Any shape.</param>
    public static T Of<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfAll(x, squared: false);

    /// <summary>The sum of the squares of all elements: <c>np.sum(x * x)</c>.</summary>
    /// <param name="x">Any shape.</param>
    public static T OfSquares<T>(Matrix<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfAll(x, squared: true);

    private static T OfAll<T>(Matrix<T> x, bool squared)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int first = 0; first < x.Count; first += Buffer) sum += Of(x, first, Math.Min(Buffer, x.Count - first), squared);
        return sum;
    }

    /// <summary>As if the rows followed one another without padding.</summary>
    private static T Of<T>(Matrix<T> x, int first, int count, bool squared)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count > Block) return Of(x, first, Half(count), squared) + Of(x, first + Half(count), count - Half(count), squared);
        Span<T> block = stackalloc T[Block];
        for (int done = 0; done < count;)
        {
            var (row, column) = Math.DivRem(first + done, x.Columns);
            var part = x.Row(row)[column..];
            part = part[..Math.Min(part.Length, count - done)];
            for (int i = 0; i < part.Length; i++) block[done + i] = squared ? part[i] * part[i] : part[i];
            done += part.Length;
        }

        return InPairs<T>(block[..count]);
    }

    /// <summary>Where so many values are divided: at a multiple of eight.</summary>
    private static int Half(int count) => count / 2 / Partial * Partial;
}
