namespace BnLab.Output;

/// <summary>
/// The one notation in which NumPy prints all numbers of an array: positional or scientific, as wide as the widest needs.
/// </summary>
/// <remarks>
/// A number shows its shortest digits, but no more than 8 after the point. In positional notation trailing zeros are
/// blank; in scientific notation every number has as many digits as the longest, and the exponent as many as the
/// longest exponent. Numbers that are not finite are set flush right and have no say in the notation.
/// </remarks>
internal sealed class NumpyFormat
{
    /// <summary>NumPy's <c>precision</c>: the most digits after the point.</summary>
    private const int MostDecimals = 8;

    private readonly bool _isScientific;
    private readonly int _before; // characters left of the point, the minus among them
    private readonly int _decimals; // digits right of the point
    private readonly int _exponent; // digits of the exponent
    private readonly int _width;

    /// <summary>Finds the notation.</summary>
    public NumpyFormat(IReadOnlyCollection<double> shown)
    {
        double[] finite = [.. shown.Where(double.IsFinite)];
        _isScientific = NeedsExponents(finite);
        foreach (double value in finite)
        {
            DecimalDigits digits = Cut(value);
            string before = _isScientific ? digits.FirstDigit : digits.Whole;
            string after = _isScientific ? digits.OtherDigits : digits.Fraction;
            _before = Math.Max(_before, before.Length);
            _decimals = Math.Max(_decimals, after.Length);
            _exponent = Math.Max(_exponent, ExponentText(digits.Exponent).Length - 2); // without the e and its sign
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
            DecimalDigits all = DecimalDigits.Exact(value).Round(_decimals + 1);
            return all.FirstDigit.PadLeft(_before) + "." + all.OtherDigits.PadRight(_decimals, '0') + ExponentText(all.Exponent, _exponent);
        }

        DecimalDigits digits = Cut(value);
        return digits.Whole.PadLeft(_before) + "." + digits.Fraction.PadRight(_decimals);
    }

    /// <summary><c>nan</c>, <c>inf</c> or <c>-inf</c>; a NaN shows no sign.</summary>
    public static string NotFinite(double value) => double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";

    /// <summary><c>e-05</c>, with two digits or more.</summary>
    public static string ExponentText(int exponent, int digits = 2) =>
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
        return shortest.Digits.Length <= most ? shortest : DecimalDigits.Exact(value).Round(most);
    }
}
