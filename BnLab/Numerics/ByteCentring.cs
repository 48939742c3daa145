using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

/// <summary>
/// Bytes as numbers: scale · (byte - mean), computed in double precision and rounded once, so that the bits do not depend on
/// the width of the vectors.
/// </summary>
public static unsafe class ByteCentring
{
    /// <summary>to[j] = scale · (values[j] - mean[j]): one sample.</summary>
    /// <param name="values">D bytes.</param>
    /// <param name="mean">D means.</param>
    /// <param name="scale">Factor on what is left.</param>
    /// <param name="to">D numbers, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Row<T>(ReadOnlySpan<byte> values, ReadOnlySpan<double> mean, double scale, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Row(values, mean, scale, to, WidestLanes.Bits);

    /// <summary>The same with vectors of at most so many bits.</summary>
    internal static void Row<T>(ReadOnlySpan<byte> values, ReadOnlySpan<double> mean, double scale, Span<T> to, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (mean.Length != values.Length || to.Length != values.Length)
        {
            throw new ArgumentException($"{values.Length} values, {mean.Length} means and room for {to.Length}.", nameof(to));
        }

        fixed (byte* from = values)
        fixed (double* means = mean)
        fixed (T* target = to) Run(from, means, true, scale, target, values.Length, bits);
    }

    /// <summary>to(j, n) = scale · (values(j, n) - mean[j]): some samples, one a column.</summary>
    /// <param name="values">(D, N), row by row.</param>
    /// <param name="mean">D means.</param>
    /// <param name="scale">Factor on what is left.</param>
    /// <param name="to">(D, N), overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Columns<T>(ReadOnlySpan<byte> values, ReadOnlySpan<double> mean, double scale, Matrix<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Columns(values, mean, scale, to, WidestLanes.Bits);

    /// <summary>The same with vectors of at most so many bits.</summary>
    internal static void Columns<T>(ReadOnlySpan<byte> values, ReadOnlySpan<double> mean, double scale, Matrix<T> to, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (mean.Length != to.Rows || values.Length != to.Count) throw new ArgumentException($"{values.Length} values and {mean.Length} means for {to}.", nameof(to));
        fixed (byte* from = values)
        fixed (double* means = mean)
        {
            for (int j = 0; j < mean.Length; j++)
            {
                Run(from + ((nint)j * to.Columns), means + j, false, scale, to.Pointer + ((nint)j * to.Stride), to.Columns, bits);
            }
        }

        to.KeepAlive();
    }

    /// <summary>One row.</summary>
    /// <param name="values">Bytes.</param>
    /// <param name="mean">As many means, or one for all.</param>
    /// <param name="each">Whether each value has a mean of its own.</param>
    /// <param name="scale">Factor on what is left.</param>
    /// <param name="to">As many numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="bits">Those of the widest vectors.</param>
    private static void Run<T>(byte* values, double* mean, bool each, double scale, T* to, int count, int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (count == 0) return;
        int i = 0;
        if (bits >= 512 && Avx512F.IsSupported)
        {
            Vector512<double> factor = Vector512.Create(scale), shared = Vector512.Create(mean[0]);
            for (; i <= count - Vector512<double>.Count; i += Vector512<double>.Count)
            {
                var value = Avx512F.ConvertToVector512Double(Avx2.ConvertToVector256Int32(values + i));
                var centred = factor * (value - (each ? Vector512.Load(mean + i) : shared));
                if (typeof(T) == typeof(double)) centred.Store((double*)(to + i));
                else Avx512F.ConvertToVector256Single(centred).Store((float*)(to + i));
            }
        }
        else if (bits >= 256 && Avx.IsSupported)
        {
            Vector256<double> factor = Vector256.Create(scale), shared = Vector256.Create(mean[0]);
            for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                var value = Avx.ConvertToVector256Double(Sse41.ConvertToVector128Int32(values + i));
                var centred = factor * (value - (each ? Vector256.Load(mean + i) : shared));
                if (typeof(T) == typeof(double)) centred.Store((double*)(to + i));
                else Avx.ConvertToVector128Single(centred).Store((float*)(to + i));
            }
        }

        for (; i < count; i++) to[i] = T.CreateTruncating(scale * (values[i] - mean[each ? i : 0]));
    }
}

/// <summary>Sums of bytes, element by element: they are exact, so the order does not matter.</summary>
public static class ByteSums
{
    /// <summary>sums += values.</summary>
    /// <param name="values">Bytes.</param>
    /// <param name="sums">As many sums.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Add(ReadOnlySpan<byte> values, Span<uint> sums)
    {
        if (values.Length != sums.Length) throw new ArgumentException($"{values.Length} values for {sums.Length} sums.", nameof(sums));
        int i = 0;
        for (; i + Vector<byte>.Count <= values.Length; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(values[i..]), out var low, out var high);
            var target = sums.Slice(i, Vector<byte>.Count);
            AddHalf(low, target[..(Vector<byte>.Count / 2)]);
            AddHalf(high, target[(Vector<byte>.Count / 2)..]);
        }

        for (; i < values.Length; i++) sums[i] += values[i];
    }

    private static void AddHalf(Vector<ushort> values, Span<uint> sums)
    {
        Vector.Widen(values, out var low, out var high);
        var second = sums[Vector<uint>.Count..];
        (new Vector<uint>(sums) + low).CopyTo(sums);
        (new Vector<uint>(second) + high).CopyTo(second);
    }
}
