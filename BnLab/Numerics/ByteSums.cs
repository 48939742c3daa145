namespace BnLab.Numerics;

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
