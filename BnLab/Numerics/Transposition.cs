using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

/// <summary>Transposes a matrix in blocks of 4 × 4; blocks of floats stay in registers.</summary>
internal static unsafe class Transposition
{
    private const int Block = 4;
    private const int Line = 16; // floats in a cache line

    /// <summary>target = sourceᵀ.</summary>
    /// <param name="source">(M, N).</param>
    /// <param name="target">(N, M), overwritten; must not overlap the source.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Transpose<T>(Matrix<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Rows != source.Columns || target.Columns != source.Rows)
        {
            throw new ArgumentException($"A {source} transposed is not a {target}.", nameof(target));
        }

        Transpose(source.Pointer, source.Stride, source.Rows, source.Columns, target.Pointer, target.Stride);
        source.KeepAlive();
        target.KeepAlive();
    }

    /// <summary>target = sourceᵀ, where the source is a row of memory without padding: an image, (C, HW).</summary>
    /// <param name="source">M · N elements: M rows of N.</param>
    /// <param name="target">(N, M), overwritten.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Transpose<T>(ReadOnlySpan<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (source.Length != target.Count) throw new ArgumentException($"{source.Length} elements do not fill a {target}.", nameof(source));
        fixed (T* from = source) Transpose(from, target.Rows, target.Columns, target.Rows, target.Pointer, target.Stride);
        target.KeepAlive();
    }

    /// <summary>target = sourceᵀ, where the target is a row of memory without padding: an image, (C, HW).</summary>
    /// <param name="source">(M, N).</param>
    /// <param name="target">N · M elements, overwritten: N rows of M.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static void Transpose<T>(Matrix<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target.Length != source.Count) throw new ArgumentException($"A {source} does not fill {target.Length} elements.", nameof(target));
        fixed (T* to = target) Transpose(source.Pointer, source.Stride, source.Rows, source.Columns, to, source.Rows);
        source.KeepAlive();
    }

    /// <summary>sourceᵀ in memory of its own.</summary>
    /// <param name="source">(M, N).</param>
    /// <returns>(N, M).</returns>
    public static Matrix<T> Transposed<T>(Matrix<T> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = new Matrix<T>(source.Columns, source.Rows);
        Transpose(source, target);
        return target;
    }

    /// <summary>
    /// Sixteen rows of the source at a time, so that the rows of the target are written in whole cache lines however far
    /// they are apart.
    /// </summary>
    private static void Transpose<T>(T* source, nint sourceStride, int rows, int columns, T* target, nint targetStride)
        where T : unmanaged
    {
        int wholeRows = rows / Block * Block, wholeColumns = columns / Block * Block;
        for (int first = 0; first < wholeRows; first += Line)
        {
            int end = int.Min(first + Line, wholeRows);
            for (int c = 0; c < wholeColumns; c += Block)
            {
                for (int r = first; r < end; r += Block)
                {
                    T* from = source + (r * sourceStride) + c;
                    T* to = target + (c * targetStride) + r;
                    if (typeof(T) == typeof(float)) TransposeFloats((float*)from, sourceStride, (float*)to, targetStride);
                    else TransposeScalars(from, sourceStride, to, targetStride);
                }
            }
        }

        for (int r = 0; r < rows; r++)
        {
            T* from = source + (r * sourceStride);
            for (int c = r < wholeRows ? wholeColumns : 0; c < columns; c++) target[(c * targetStride) + r] = from[c];
        }
    }

    private static void TransposeScalars<T>(T* from, nint fromStride, T* to, nint toStride)
        where T : unmanaged
    {
        for (int r = 0; r < Block; r++)
        {
            for (int c = 0; c < Block; c++) to[(c * toStride) + r] = from[(r * fromStride) + c];
        }
    }

    private static void TransposeFloats(float* from, nint fromStride, float* to, nint toStride)
    {
        var r0 = Vector128.Load(from);
        var r1 = Vector128.Load(from + fromStride);
        var r2 = Vector128.Load(from + (2 * fromStride));
        var r3 = Vector128.Load(from + (3 * fromStride));
        var (low02, high02) = (ZipLow(r0, r2), ZipHigh(r0, r2)); // r0[0] r2[0] r0[1] r2[1], then elements 2 and 3
        var (low13, high13) = (ZipLow(r1, r3), ZipHigh(r1, r3));
        ZipLow(low02, low13).Store(to);
        ZipHigh(low02, low13).Store(to + toStride);
        ZipLow(high02, high13).Store(to + (2 * toStride));
        ZipHigh(high02, high13).Store(to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);
}
