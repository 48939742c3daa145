namespace BnLab.Numerics;

/// <summary>
/// Means that are subtracted from bytes many times. In single precision each is the sum of two parts, of which the first is so coarse that
/// byte - High is exact: (byte - High) - Low is then the difference in double precision rounded once, at a quarter of its cost.
/// </summary>
internal sealed unsafe class ByteMeans<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double HighUnit = 1.0 / (1 << 15); // with 8 bits before the point, 23 of the 24 bits of single precision

    private readonly double[] _means;
    private readonly T[] _high;
    private readonly T[] _low;

    /// <param name="means">D means of bytes.</param>
    public ByteMeans(double[] means)
    {
        _means = means;
        double[] high = typeof(T) == typeof(float) ? [.. means.Select(mean => Math.Round(mean / HighUnit) * HighUnit)] : means;
        _high = [.. high.Select(T.CreateTruncating)];
        _low = [.. means.Select((mean, j) => T.CreateTruncating(mean - high[j]))];
        Exceptions = typeof(T) == typeof(float) ? [.. Enumerable.Range(0, means.Length).Where(IsException)] : [];
    }

    /// <summary>Where Low's own rounding shows: a byte's difference lies that near to the middle of two numbers. These are subtracted in double precision.</summary>
    public int[] Exceptions { get; }

    /// <summary>D.</summary>
    public int Count => _means.Length;

    /// <summary>to[j] = values[j] - mean[j]: one sample of D bytes.</summary>
    public void SubtractFromRow(ReadOnlySpan<byte> values, Span<T> to)
    {
        if (values.Length != Count || to.Length != Count) throw new ArgumentException($"{values.Length} values and room for {to.Length}; expected {Count}.", nameof(values));
        fixed (byte* from = values)
        fixed (T* high = _high, low = _low, target = to) WidestLanes.Run<T, RowKernel>(new(from, high, low, target, Count));
        foreach (int j in Exceptions) to[j] = T.CreateTruncating(values[j] - _means[j]);
    }

    /// <summary>to(j, n) = values(j, n) - mean[j]: some samples, one a column.</summary>
    public void SubtractFromColumns(ReadOnlySpan<byte> values, Matrix<T> to)
    {
        if (to.Rows != Count || values.Length != to.Count) throw new ArgumentException($"{values.Length} values and {Count} means for {to}.", nameof(values));
        fixed (byte* from = values)
        fixed (T* high = _high, low = _low) WidestLanes.Run<T, ColumnsKernel>(new(from, high, low, to.Pointer, to.Stride, Count, to.Columns));
        foreach (int j in Exceptions)
        {
            for (int n = 0; n < to.Columns; n++) to[j, n] = T.CreateTruncating(values[(j * to.Columns) + n] - _means[j]);
        }

        to.KeepAlive();
    }

    private bool IsException(int j)
    {
        for (int value = 0; value <= byte.MaxValue; value++)
        {
            if (T.CreateTruncating(value) - _high[j] - _low[j] != T.CreateTruncating(value - _means[j])) return true;
        }

        return false;
    }

    /// <summary>count values, each with means of its own.</summary>
    internal readonly struct RowKernel(byte* values, T* high, T* low, T* to, int count) : ILaneKernel<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            int i = 0;
            for (; i <= count - V.Count; i += V.Count) (V.FromBytes(values + i) - V.Load(high + i) - V.Load(low + i)).Store(to + i);
            for (; i < count; i++) to[i] = T.CreateTruncating(values[i]) - high[i] - low[i];
        }
    }

    /// <summary>(rows, columns), each row with its means.</summary>
    internal readonly struct ColumnsKernel(byte* values, T* high, T* low, T* to, nint toRow, int rows, int columns) : ILaneKernel<T>
    {
        public void Run<V>()
            where V : unmanaged, ILanes<V, T>
        {
            byte* from = values;
            T* target = to;
            for (int j = 0; j < rows; j++, from += columns, target += toRow)
            {
                V highs = V.Broadcast(high[j]), lows = V.Broadcast(low[j]);
                int n = 0;
                for (; n <= columns - V.Count; n += V.Count) (V.FromBytes(from + n) - highs - lows).Store(target + n);
                for (; n < columns; n++) target[n] = T.CreateTruncating(from[n]) - high[j] - low[j];
            }
        }
    }
}
