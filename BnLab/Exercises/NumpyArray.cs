using System.Buffers.Binary;
using System.Text;

namespace BnLab.Exercises;

/// <summary>An array as NumPy saves it, with values as doubles in C order.</summary>
/// <param name="Shape">Empty for a single number.</param>
/// <param name="Kind">NumPy's letter: f for floating point, i, u or b for whole numbers and booleans.</param>
/// <param name="Size">Bytes of an element.</param>
internal sealed record NumpyArray(IReadOnlyList<int> Shape, char Kind, int Size, double[] Values)
{
    /// <summary>More than any exercise has: 128 MiB as doubles.</summary>
    public const int MostValues = 1 << 24;

    private static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    private const int MostDimensions = 8;

    private const int LongestHeader = 10_000; // NumPy's own limit

    public bool IsFloat => Kind == 'f';

    /// <summary>Whether it has the rounding of float32 or less.</summary>
    public bool IsSingle => Size < sizeof(double);

    /// <summary><c>(4, 5)</c>, as NumPy writes it.</summary>
    public string ShapeText => ShapeOf(Shape);

    public static string ShapeOf(IReadOnlyList<int> shape) => shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    /// <summary>A single number.</summary>
    public static NumpyArray Of(int value) => new([], 'i', sizeof(long), [value]);

    public static NumpyArray Of(Matrix<double> values, params IReadOnlyList<int> shape) => new(shape, 'f', sizeof(double), values.ToArray());

    /// <summary>Writes it as float64 in C order.</summary>
    public void Write(Stream stream)
    {
        string shape = Shape.Count == 0 ? "()" : ShapeText;
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}\n");
        stream.Write([.. Magic, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. header]);
        foreach (double value in Values) stream.Write(BitConverter.GetBytes(value));
    }

    /// <summary>Reads the .npy format, versions 1 to 3.</summary>
    /// <remarks>NumPy's documentation, numpy.lib.format.</remarks>
    /// <param name="length">Of the whole array in bytes, so that a header that lies is caught before memory is taken for it.</param>
    /// <exception cref="InvalidDataException">It is no such array, or not one of real numbers.</exception>
    public static NumpyArray Read(Stream stream, long length)
    {
        byte[] start = new byte[8];
        Fill(stream, start);
        if (!start.AsSpan().StartsWith(Magic) || start[6] is < 1 or > 3) throw new InvalidDataException("expected an array of NumPy's .npy format");
        byte[] size = new byte[start[6] == 1 ? 2 : 4];
        Fill(stream, size);
        long headerLength = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (headerLength > LongestHeader) throw new InvalidDataException($"expected a header of at most {LongestHeader} bytes, but it has {headerLength}");
        byte[] header = new byte[headerLength];
        Fill(stream, header);
        var (type, isFortran, shape) = Parse(Encoding.UTF8.GetString(header));

        if (shape.Length > MostDimensions) throw new InvalidDataException($"expected at most {MostDimensions} dimensions, but it has {shape.Length}");
        long count = 1;
        foreach (int extent in shape) count = Math.Min(count * extent, MostValues + 1L);
        if (count > MostValues) throw new InvalidDataException($"expected at most {MostValues:N0} values, but its shape is {ShapeOf(shape)}");
        var (kind, bytes, isBigEndian) = ElementOf(type);
        long expected = start.Length + size.Length + headerLength + (count * bytes);
        if (length != expected) throw new InvalidDataException($"expected {expected} bytes, as its header says (shape {ShapeOf(shape)}, type {type}), but it has {length}");
        byte[] data = new byte[count * bytes];
        Fill(stream, data);
        double[] values = [.. Enumerable.Range(0, (int)count).Select(i => Value(data.AsSpan(i * bytes, bytes), kind, isBigEndian))];
        return new(shape, kind, bytes, isFortran ? InCOrder(values, shape) : values);
    }

    private static (string Type, bool IsFortran, int[] Shape) Parse(string header)
    {
        string type = Entry("descr"), shape = Entry("shape");
        if (type.StartsWith('[')) throw new InvalidDataException("expected plain numbers, but this is a structured array");
        string[] extents = Between(shape, '(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] parsed = [.. extents.Select(extent => int.TryParse(extent, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value : throw new InvalidDataException($"expected a shape of whole numbers below 2³¹, but it is ({SanitizedText.Of(string.Join(", ", extents))})"))];
        return (SanitizedText.Of(Between(type, '\'', '\'')), Entry("fortran_order").StartsWith("True", StringComparison.Ordinal), parsed);

        // What follows 'key': in the header, a Python dict.
        string Entry(string key)
        {
            int at = header.IndexOf($"'{key}':", StringComparison.Ordinal);
            return at < 0 ? throw new InvalidDataException($"expected a header with {key}") : header[(at + key.Length + 3)..].TrimStart();
        }

        static string Between(string text, char first, char last)
        {
            int end = text.Length > 1 ? text.IndexOf(last, 1) : -1;
            return text.StartsWith(first) && end > 0 ? text[1..end] : throw new InvalidDataException("expected a header that Python can read");
        }
    }

    private static (char Kind, int Size, bool IsBigEndian) ElementOf(string type) => type.TrimStart('<', '>', '|', '=') switch
    {
        "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1" => (type[^2], type[^1] - '0', type[0] == '>'),
        ['c', ..] => throw new InvalidDataException($"expected real numbers, but these are complex ({type})"),
        ['O', ..] => throw new InvalidDataException("expected numbers, but these are pickled Python objects (None, a list of arrays), which are never read"),
        _ => throw new InvalidDataException($"expected numbers of type float64 or float32, but the type is {type}"),
    };

    private static double Value(ReadOnlySpan<byte> element, char kind, bool isBigEndian)
    {
        Span<byte> bytes = stackalloc byte[element.Length];
        element.CopyTo(bytes);
        if (isBigEndian == BitConverter.IsLittleEndian) bytes.Reverse();
        return (kind, bytes.Length) switch
        {
            ('f', 4) => BitConverter.ToSingle(bytes),
            ('f', _) => BitConverter.ToDouble(bytes),
            ('i', 1) => (sbyte)bytes[0],
            ('i', 2) => BitConverter.ToInt16(bytes),
            ('i', 4) => BitConverter.ToInt32(bytes),
            ('i', _) => BitConverter.ToInt64(bytes),
            (_, 1) => bytes[0],
            (_, 2) => BitConverter.ToUInt16(bytes),
            (_, 4) => BitConverter.ToUInt32(bytes),
            _ => BitConverter.ToUInt64(bytes),
        };
    }

    /// <summary>From Fortran's order, in which the first index runs fastest.</summary>
    private static double[] InCOrder(double[] values, int[] shape)
    {
        double[] ordered = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int rest = i, place = 0;
            foreach (int extent in shape)
            {
                place = (place * extent) + (rest % extent);
                rest /= extent;
            }

            ordered[place] = values[i];
        }

        return ordered;
    }

    private static void Fill(Stream stream, byte[] target)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length) throw new InvalidDataException("it ends too early");
    }
}
