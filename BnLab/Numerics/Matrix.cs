using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BnLab.Numerics;

/// <summary>
/// A row-major matrix of float or double: a view of aligned memory, as cheap to pass as a span.
/// </summary>
/// <remarks>
/// Every row begins at a multiple of 64 bytes and is followed by padding up to the next one, so kernels read and
/// write whole vectors. The padding is never part of a result. Copies of a <see cref="Matrix{T}"/>
/// share their elements, as spans do. The memory is on the pinned heap and is freed by the garbage collector.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly unsafe partial struct Matrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;
    private const int CrowdedStride = 2048;

    private readonly T[] _memory;
    private readonly int _start;

    private Matrix(T[] memory, int start, int rows, int columns, int stride)
    {
        _memory = memory;
        _start = start;
        Rows = rows;
        Columns = columns;
        Stride = stride;
    }

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="columns">Number of columns, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A dimension is negative.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        Stride = PaddedLength(columns);
        int slack = Alignment / sizeof(T);
        _memory = GC.AllocateArray<T>(checked((rows * Stride) + slack), pinned: true);
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        _start = (int)((Alignment - (address % Alignment)) % Alignment) / sizeof(T);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Elements from the start of one row to the start of the next: a multiple of 64 bytes.</summary>
    public int Stride { get; }

    /// <summary>Number of elements, padding left out.</summary>
    public int Count => Rows * Columns;

    /// <summary>Whether the matrix has no elements, as <c>default</c> has none.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The first element; row r begins at <c>Pointer + r * Stride</c>.</summary>
    internal T* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)] // kernels call it for each row
        get => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + _start;
    }

    /// <summary>One element.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <param name="column">Column, from 0.</param>
    public ref T this[int row, int column] => ref Row(row)[column];

    /// <summary>The elements of one row, padding left out.</summary>
    /// <param name="row">Row, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<T> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return _memory.AsSpan(_start + (row * Stride), Columns);
    }

    /// <summary>Refuses a matrix of the wrong width, before a kernel runs over its end.</summary>
    internal void RequireColumns(int columns)
    {
        if (Columns != columns) throw new ArgumentException($"Expected a matrix of {columns} columns, not {this}.", nameof(columns));
    }

    /// <summary>Refuses a matrix of the wrong shape.</summary>
    internal void RequireShape(int rows, int columns)
    {
        if (Rows != rows || Columns != columns) throw new ArgumentException($"Expected a matrix of shape ({rows}, {columns}), not {this}.", nameof(rows));
    }

    /// <summary>Keeps the memory from being collected while a kernel works with pointers into it.</summary>
    internal void KeepAlive() => GC.KeepAlive(_memory);

    /// <summary>A view of some consecutive rows.</summary>
    /// <param name="first">The first row of the view.</param>
    /// <param name="count">How many rows it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all there.</exception>
    public Matrix<T> RowRange(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Rows - first);
        return new(_memory, _start + (first * Stride), count, Columns, Stride);
    }

    /// <summary>
    /// A view of one row as a matrix whose rows follow one another without padding, as a sample's channels do; empty where
    /// they do not all begin at a multiple of 64 bytes.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such row, or it is no whole number of such rows.</exception>
    internal Matrix<T> Unfold(int row, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        var (columns, rest) = Math.DivRem(Columns, rows);
        if (rest > 0) throw new ArgumentException($"A row of {this} is not {rows} rows.", nameof(rows));
        return columns % (Alignment / sizeof(T)) == 0 ? new(_memory, _start + (row * Stride), rows, columns, columns) : default;
    }

    /// <summary>
    /// A view of a part of one row as a matrix of another shape, as each parameter of a net is a part of one flat row. The part
    /// begins at a multiple of 64 bytes.
    /// </summary>
    /// <exception cref="ArgumentException">The view does not fit or is not aligned.</exception>
    internal Matrix<T> View(int offset, int rows, int columns)
    {
        int stride = PaddedLength(columns);
        if (Rows != 1 || offset < 0 || offset + ((long)rows * stride) > Columns || offset % (Alignment / sizeof(T)) != 0)
        {
            throw new ArgumentException($"({rows}, {columns}) at {offset} is not an aligned part of {this}.", nameof(offset));
        }

        return new(_memory, _start + offset, rows, columns, stride);
    }

    /// <summary>
    /// The row stride of a matrix with so many columns: whole lines of 64 bytes, and one more where the rows of a column
    /// would otherwise fall on the same few places of a first-level cache.
    /// </summary>
    internal static int PaddedLength(int columns)
    {
        int line = Alignment / sizeof(T), length = (columns + line - 1) / line * line;
        return length > 0 && length * (long)sizeof(T) % CrowdedStride == 0 ? length + line : length;
    }

    /// <summary>Shape and element type, for messages.</summary>
    public override string ToString() => $"{typeof(T).Name}({Rows}, {Columns})";
}
