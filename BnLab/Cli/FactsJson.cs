using System.Text;
using System.Text.Json;
using BnLab.Runs;

namespace BnLab.Cli;

/// <summary>Names and values as a JSON object of strings.</summary>
internal static class FactsJson
{
    /// <summary>The object's text, with a line feed at its end.</summary>
    public static string Text(IReadOnlyList<KeyValuePair<string, string>> facts)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, ManifestJson.Format))
        {
            json.WriteStartObject();
            foreach (var (name, value) in facts) json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n";
    }
}
