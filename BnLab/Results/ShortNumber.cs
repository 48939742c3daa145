namespace BnLab.Results;

/// <summary>Numbers in tables, checks and claims: six digits from 0.001 to a million, else three and an exponent: <c>1.7e-09</c>, <c>1e-08</c>.</summary>
internal static class ShortNumber
{
    public static string Text(double value)
    {
        if (value == 0.0) return "0"; // also for -0
        if (!double.IsFinite(value)) return value.ToString(CultureInfo.InvariantCulture);
        string plain = value.ToString("G6", CultureInfo.InvariantCulture);
        bool isReadable = Math.Abs(value) >= 1e-3 && !plain.Contains('E', StringComparison.Ordinal);
        return isReadable ? plain : value.ToString("0.##e+00", CultureInfo.InvariantCulture);
    }
}

/// <summary>Doubles as text that reads back equal.</summary>
internal static class RoundTrip
{
    /// <summary>The shortest such text; .NET 10's own is one digit short for a few powers of two (dotnet/runtime#131131).</summary>
    public static string Text(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        bool readsBack = double.IsNaN(value) || double.Parse(text, CultureInfo.InvariantCulture) == value;
        return readsBack ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
