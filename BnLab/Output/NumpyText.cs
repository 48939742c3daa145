namespace BnLab.Output;

/// <summary>
/// Numbers as a notebook shows them: arrays and scalars as NumPy's <c>print</c> writes them with its default options, and
/// Python's <c>%e</c>.
/// </summary>
/// <remarks>
/// These are NumPy's rules (version 1.24):
/// <see cref="DecimalDigits"/> finds the digits, <see cref="NumpyFormat"/> the notation that all numbers of an array share,
/// <see cref="NumpyLayout"/> the brackets and lines. Lines end with a line feed on every machine; the last one has none.
/// </remarks>
internal static class NumpyText
{
    /// <summary>A vector: <c>[11. 12. 13.]</c>.</summary>
    public static string Array(ReadOnlySpan<double> values) => Array(values, [values.Length]);

    /// <summary>An array of any shape.</summary>
    public static string Array(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        long size = 1;
        foreach (int length in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length, nameof(shape));
            size = checked(size * length);
        }

        if (size != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill the shape ({string.Join(", ", shape.ToArray())}).", nameof(shape));

        if (shape.IsEmpty) return Scalar(values[0]);
        return values.IsEmpty ? "[]" : NumpyLayout.Text(values, shape);
    }

    /// <summary>
    /// One number as Python and NumPy print it, with all digits that tell it from its neighbours:
    /// <c>2.2611955101340957</c>, <c>100000.0</c>, <c>1e-05</c>.
    /// </summary>
    public static string Scalar(double value)
    {
        if (!double.IsFinite(value)) return NumpyFormat.NotFinite(value);
        DecimalDigits digits = DecimalDigits.Shortest(value);
        if (digits.Exponent is >= -4 and < 16) return digits.Whole + "." + (digits.Fraction.Length == 0 ? "0" : digits.Fraction);
        return Joined(digits.FirstDigit, digits.OtherDigits) + NumpyFormat.ExponentText(digits.Exponent);
    }

    /// <summary>Python's <c>%e</c>, in which the course prints relative errors: <c>1.702926e-09</c>.</summary>
    public static string Exponent(double value, int decimals = 6)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        if (!double.IsFinite(value)) return NumpyFormat.NotFinite(value);
        DecimalDigits digits = DecimalDigits.Exact(value).Round(decimals + 1);
        return Joined(digits.FirstDigit, digits.OtherDigits.PadRight(decimals, '0')) + NumpyFormat.ExponentText(digits.Exponent);
    }

    /// <summary>A point only where digits follow it.</summary>
    private static string Joined(string before, string after) => after.Length == 0 ? before : before + "." + after;
}
