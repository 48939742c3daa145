namespace BnLab.Results;

/// <summary>Doubles as text that reads back equal.</summary>
internal static class RoundTrip
{
    /// <summary>The shortest such text; .NET 10's own is one digit short for a few powers of two.</summary>
    public static string Text(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        bool readsBack = double.IsNaN(value) || double.Parse(text, CultureInfo.InvariantCulture) == value;
        return readsBack ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
