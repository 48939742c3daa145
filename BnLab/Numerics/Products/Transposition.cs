using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace BnLab.Numerics;

/// <summary>Transposes a matrix in square blocks; blocks of floats stay in registers.</summary>
internal static unsafe class Transposition
{
    private const int Block = 4;

    /// <summary>target = sourceᵀ, (N, M) of (M, N); they must not overlap.</summary>
    public static void Transpose<T>(Matrix<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        target.RequireShape(source.Columns, source.Rows);
        Transpose(source.Pointer, source.Stride, source.Rows, source.Columns, target.Pointer, target.Stride);
    }

    /// <summary>target = sourceᵀ for a source whose rows follow one another without padding.</summary>
    public static void Transpose<T>(ReadOnlySpan<T> source, Matrix<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLength(source.Length, target);
        fixed (T* from = source) Transpose(from, target.Rows, target.Columns, target.Rows, target.Pointer, target.Stride);
    }

    /// <summary>target = sourceᵀ for a target whose rows follow one another without padding.</summary>
    public static void Transpose<T>(Matrix<T> source, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireLength(target.Length, source);
        fixed (T* to = target) Transpose(source.Pointer, source.Stride, source.Rows, source.Columns, to, source.Rows);
    }

    /// <summary>sourceᵀ in memory of its own.</summary>
    public static Matrix<T> Transposed<T>(Matrix<T> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = new Matrix<T>(source.Columns, source.Rows);
        Transpose(source, target);
        return target;
    }

    private static void RequireLength<T>(int length, Matrix<T> matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (length != matrix.Count) throw new ArgumentException($"{length} values transposed are not a {matrix}.", nameof(length));
    }

    private static void Transpose<T>(T* source, nint sourceStride, int rows, int columns, T* target, nint targetStride)
        where T : unmanaged
    {
        bool wide = typeof(T) == typeof(float) && Avx.IsSupported;
        int block = wide ? 2 * Block : Block;
        int wholeRows = rows / block * block;
        int wholeColumns = columns / block * block;
        for (int r = 0; r < wholeRows; r += block)
        {
            for (int c = 0; c < wholeColumns; c += block)
            {
                T* from = source + ((nint)r * sourceStride) + c;
                T* to = target + ((nint)c * targetStride) + r;
                if (wide) TransposeEight((float*)from, sourceStride, (float*)to, targetStride);
                else if (typeof(T) == typeof(float)) TransposeFour((float*)from, sourceStride, (float*)to, targetStride);
                else TransposeScalars(from, sourceStride, to, targetStride);
            }
        }

        for (int r = 0; r < rows; r++)
        {
            T* from = source + ((nint)r * sourceStride);
            for (int c = r < wholeRows ? wholeColumns : 0; c < columns; c++)
            {
                target[((nint)c * targetStride) + r] = from[c];
            }
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

    // A method without a loop would at first be compiled without optimization, unless it becomes part of its caller.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeEight(float* from, nint fromStride, float* to, nint toStride)
    {
        // Pairs of rows 4 apart side by side, so that all further steps stay within halves of a register.
        var r0 = Vector256.Create(Vector128.Load(from), Vector128.Load(from + (4 * fromStride)));
        var r1 = Vector256.Create(Vector128.Load(from + fromStride), Vector128.Load(from + (5 * fromStride)));
        var r2 = Vector256.Create(Vector128.Load(from + (2 * fromStride)), Vector128.Load(from + (6 * fromStride)));
        var r3 = Vector256.Create(Vector128.Load(from + (3 * fromStride)), Vector128.Load(from + (7 * fromStride)));
        StoreFour(r0, r1, r2, r3, to, toStride);
        from += 4;
        r0 = Vector256.Create(Vector128.Load(from), Vector128.Load(from + (4 * fromStride)));
        r1 = Vector256.Create(Vector128.Load(from + fromStride), Vector128.Load(from + (5 * fromStride)));
        r2 = Vector256.Create(Vector128.Load(from + (2 * fromStride)), Vector128.Load(from + (6 * fromStride)));
        r3 = Vector256.Create(Vector128.Load(from + (3 * fromStride)), Vector128.Load(from + (7 * fromStride)));
        StoreFour(r0, r1, r2, r3, to + (4 * toStride), toStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3, float* to, nint toStride)
    {
        var (low02, high02) = (Avx.UnpackLow(r0, r2), Avx.UnpackHigh(r0, r2));
        var (low13, high13) = (Avx.UnpackLow(r1, r3), Avx.UnpackHigh(r1, r3));
        Avx.UnpackLow(low02, low13).Store(to);
        Avx.UnpackHigh(low02, low13).Store(to + toStride);
        Avx.UnpackLow(high02, high13).Store(to + (2 * toStride));
        Avx.UnpackHigh(high02, high13).Store(to + (3 * toStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(float* from, nint fromStride, float* to, nint toStride)
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
