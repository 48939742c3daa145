using System.Collections;

namespace BnLab.Tests.Output;

/// <summary>Everything that a record holds as text, with doubles to the bit: two figures are equal if their texts are.</summary>
internal static class FigureText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        double number => double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("X", CultureInfo.InvariantCulture),
        string text => $"\"{text}\"",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => Members(value),
    };

    private static string Members(object value)
    {
        var text = new StringBuilder(value.GetType().Name).Append('(');
        foreach (var property in value.GetType().GetProperties().OrderBy(property => property.Name, StringComparer.Ordinal))
            text.Append(property.Name).Append('=').Append(Of(property.GetValue(value))).Append("; ");
        return text.Append(')').ToString();
    }
}
