using System.Text;

namespace BnLab.Output;

/// <summary>Numbers as NumPy's <c>print</c> (version 1.24) writes them with its default options.</summary>
internal static class NumpyText
{
    private const int LineWidth = 75; // NumPy's linewidth

    /// <summary>An array of one axis: <c>[11. 12. 13.]</c>.</summary>
    public static string Vector(double[] values) => Row(values, new(values), depth: 1);

    /// <summary>An array of two axes: its rows under each other.</summary>
    public static string Matrix(double[,] values)
    {
        double[] all = [.. values.Cast<double>()];
        NumpyFormat format = new(all);
        return $"[{string.Join("\n ", all.Chunk(values.GetLength(1)).Select(row => Row(row, format, depth: 2)))}]";
    }

    /// <summary>All digits that distinguish a number from its neighbours: <c>2.2611955101340957</c>, <c>100000.0</c>, <c>1e-05</c>.</summary>
    public static string Scalar(double value)
    {
        if (!double.IsFinite(value)) return NumpyFormat.NotFinite(value);
        DecimalDigits digits = DecimalDigits.Shortest(value);
        if (digits.Exponent is >= -4 and < 16) return digits.Whole + "." + (digits.Fraction.Length == 0 ? "0" : digits.Fraction);
        string point = digits.OtherDigits.Length == 0 ? "" : ".";
        return digits.FirstDigit + point + digits.OtherDigits + NumpyFormat.ExponentText(digits.Exponent, 2);
    }

    /// <summary>Numbers side by side in brackets; a line that gets too long continues under its first number.</summary>
    private static string Row(double[] row, NumpyFormat format, int depth)
    {
        StringBuilder done = new("[");
        string line = "";
        foreach (string word in row.Select(format.Text))
        {
            if (line.Length > 0 && depth + line.Length + 1 + word.Length > LineWidth - depth)
            {
                done.Append(line.TrimEnd(' ')).Append('\n').Append(' ', depth);
                line = word;
            }
            else
            {
                line += line.Length == 0 ? word : " " + word;
            }
        }

        return done.Append(line).Append(']').ToString();
    }
}

/// <summary>NumPy's notation for all numbers of an array: positional or scientific, as wide as the widest needs.</summary>
/// <remarks>
/// A number shows its shortest digits, but no more than 8 after the point. In positional notation trailing zeros are
/// blank; in scientific notation every number has as many digits as the longest, and the exponent as many as the
/// longest exponent. Numbers that are not finite are set flush right and do not influence the notation.
/// </remarks>
internal sealed class NumpyFormat
{
    private const int MostDecimals = 8; // NumPy's precision

    private readonly bool _isScientific;
    private readonly int _before; // characters left of the point, the minus among them
    private readonly int _decimals; // digits right of the point
    private readonly int _exponent; // digits of the exponent
    private readonly int _width;

    public NumpyFormat(IReadOnlyCollection<double> shown)
    {
        double[] finite = [.. shown.Where(double.IsFinite)];
        _isScientific = NeedsExponents(finite);
        foreach (DecimalDigits digits in finite.Select(Cut))
        {
            _before = Math.Max(_before, (_isScientific ? digits.FirstDigit : digits.Whole).Length);
            _decimals = Math.Max(_decimals, (_isScientific ? digits.OtherDigits : digits.Fraction).Length);
            _exponent = Math.Max(_exponent, ExponentText(digits.Exponent, 2).Length - 2); // without the e and its sign
        }

        int rest = 1 + _decimals + (_isScientific ? 2 + _exponent : 0);
        int odd = shown.Count == finite.Length ? 0 : shown.Contains(double.NegativeInfinity) ? "-inf".Length : "nan".Length;
        _before = Math.Max(_before, odd - rest);
        _width = _before + rest;
    }

    /// <summary>One number of the array, as wide as all its neighbours.</summary>
    public string Text(double value)
    {
        if (!double.IsFinite(value)) return NotFinite(value).PadLeft(_width);
        if (_isScientific)
        {
            DecimalDigits all = DecimalDigits.Rounded(value, _decimals + 1);
            return all.FirstDigit.PadLeft(_before) + "." + all.OtherDigits.PadRight(_decimals, '0') + ExponentText(all.Exponent, _exponent);
        }

        DecimalDigits digits = Cut(value);
        return digits.Whole.PadLeft(_before) + "." + digits.Fraction.PadRight(_decimals);
    }

    /// <summary><c>nan</c>, <c>inf</c> or <c>-inf</c>; a NaN shows no sign.</summary>
    public static string NotFinite(double value) => double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";

    /// <summary>At least so many digits: <c>e-05</c>.</summary>
    public static string ExponentText(int exponent, int digits) =>
        (exponent < 0 ? "e-" : "e+") + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    /// <summary>Very large, very small or very different numbers; zeros do not count.</summary>
    private static bool NeedsExponents(double[] finite)
    {
        double[] sizes = [.. finite.Where(value => value != 0).Select(Math.Abs)];
        if (sizes.Length == 0) return false;
        double max = sizes.Max(), min = sizes.Min();
        return max >= 1e8 || min < 1e-4 || max / min > 1000;
    }

    /// <summary>The shortest digits where they fit; else the exact value, rounded.</summary>
    private DecimalDigits Cut(double value)
    {
        DecimalDigits shortest = DecimalDigits.Shortest(value);
        int most = MostDecimals + (_isScientific ? 1 : shortest.Point);
        return shortest.Digits.Length <= most ? shortest : DecimalDigits.Rounded(value, most);
    }
}

/// <summary>
/// A finite double in decimal: ±0.d₁d₂d₃… · 10^<paramref name="Point"/>. Neither the first digit nor the last is 0; only zero
/// itself is the digit 0 with the point after it.
/// </summary>
/// <param name="IsNegative">Whether the sign is set; negative zero has one too.</param>
/// <param name="Digits">At least one.</param>
/// <param name="Point">How many digits are before the decimal point. If it is negative, so many zeros follow the point first.</param>
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
    public static DecimalDigits Shortest(double value) => Of(RoundTrip.Text(value));

    /// <summary>The nearest number of at most so many digits; of two that are equally near, the one whose last digit is even.</summary>
    public static DecimalDigits Rounded(double value, int count) => Of(value.ToString($"E{count - 1}", CultureInfo.InvariantCulture));

    /// <summary>Reads 0.001, -12.5 or 1.7E-09.</summary>
    private static DecimalDigits Of(string text)
    {
        string[] parts = text.TrimStart('-').Split('E');
        int exponent = parts.Length == 1 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture);
        string digits = parts[0].Replace(".", "", StringComparison.Ordinal), significant = digits.TrimStart('0');
        int point = parts[0].Split('.')[0].Length + exponent - (digits.Length - significant.Length);
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? new(text[0] == '-', "0", 1) : new(text[0] == '-', significant, point);
    }
}
