namespace BnLab.Output;

/// <summary>
/// A finite double in decimal: ±0.d₁d₂d₃… · 10^<paramref name="Point"/>. The first digit is not 0 and the last one is not 0,
/// but for zero itself, which is the digit 0 with the point behind it.
/// </summary>
/// <param name="IsNegative">Whether the sign is set; negative zero has one too.</param>
/// <param name="Digits">At least one.</param>
/// <param name="Point">How many digits stand before the decimal point; 0 or less: so many zeros follow it first.</param>
internal readonly record struct DecimalDigits(bool IsNegative, string Digits, int Point)
{
    /// <summary>The power of ten of the first digit.</summary>
    public int Exponent => Point - 1;

    /// <summary>Positional notation left of the point: <c>-12</c>.</summary>
    public string Whole => Sign + (Point <= 0 ? "0" : Digits.PadRight(Point, '0')[..Point]);

    /// <summary>Positional notation right of the point; empty for whole numbers.</summary>
    public string Fraction => Point <= 0 ? new string('0', -Point) + Digits : Digits.Length > Point ? Digits[Point..] : "";

    /// <summary>Scientific notation left of the point: <c>-1</c>.</summary>
    public string FirstDigit => Sign + Digits[..1];

    /// <summary>Scientific notation right of the point; may be empty.</summary>
    public string OtherDigits => Digits[1..];

    private string Sign => IsNegative ? "-" : "";

    /// <summary>The fewest digits that read back as this value; of several such, the nearest.</summary>
    public static DecimalDigits Shortest(double value)
    {
        double size = Math.Abs(value);
        string text = size.ToString("R", CultureInfo.InvariantCulture); // 0.001, 12.5, 1.7E-09
        if (double.Parse(text, CultureInfo.InvariantCulture) != size)
            return Exact(value).Round(17); // .NET 10 takes a digit too few from 2^-25 and 2^-958 (dotnet/runtime#131131)

        string[] parts = text.Split('E');
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        int point = parts[0].IndexOf('.', StringComparison.Ordinal);
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        return Trimmed(value, digits, (point < 0 ? digits.Length : point) + exponent);
    }

    /// <summary>All digits of the binary value: up to 767 of them.</summary>
    public static DecimalDigits Exact(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> 52) & 0x7FF;
        long fraction = bits & ((1L << 52) - 1);
        long mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        int exponent = Math.Max(biased, 1) - 1075; // the value is mantissa · 2^exponent …

        // … and 2^-k = 5^k · 10^-k: the digits are those of a whole number.
        BigInteger whole = exponent < 0 ? mantissa * BigInteger.Pow(5, -exponent) : new BigInteger(mantissa) << exponent;
        string digits = whole.ToString(CultureInfo.InvariantCulture);
        return Trimmed(value, digits, digits.Length + Math.Min(exponent, 0));
    }

    /// <summary>The nearest number of at most so many digits; of two that are equally near, the one whose last digit is even.</summary>
    public DecimalDigits Round(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (count >= Digits.Length) return this;
        char dropped = Digits[count];
        bool isTie = dropped == '5' && count + 1 == Digits.Length; // no zeros at the end: any further digit counts
        bool up = isTie ? (Digits[count - 1] - '0') % 2 == 1 : dropped >= '5';
        string kept = Digits[..count];
        if (!up) return this with { Digits = kept.TrimEnd('0') };

        kept = kept.TrimEnd('9');
        return kept.Length == 0
            ? this with { Digits = "1", Point = Point + 1 }
            : this with { Digits = kept[..^1] + (char)(kept[^1] + 1) };
    }

    private static DecimalDigits Trimmed(double value, string digits, int point)
    {
        string significant = digits.TrimStart('0');
        point -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? new(double.IsNegative(value), "0", 1) : new(double.IsNegative(value), significant, point);
    }
}
