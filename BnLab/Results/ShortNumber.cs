namespace BnLab.Results;

/// <summary>
/// Numbers as tables and verdicts show them, all alike: plain decimals with six digits where they are easily read, from
/// 0.001 to a million; else three digits and an exponent, as in <c>1.7e-09</c> and <c>1e-08</c>.
/// </summary>
internal static class ShortNumber
{
    /// <summary>The text of a number.</summary>
    public static string Text(double value)
    {
        if (value == 0.0) return "0"; // also for -0
        if (!double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        string plain = value.ToString("G6", CultureInfo.InvariantCulture);
        bool isReadable = Math.Abs(value) >= 1e-3 && !plain.Contains('E', StringComparison.Ordinal);
        return isReadable ? plain : value.ToString("0.##e+00", CultureInfo.InvariantCulture);
    }
}
