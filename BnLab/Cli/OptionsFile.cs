using System.Text.Json;

namespace BnLab.Cli;

/// <summary>Options in a file: a JSON object of names and values, or the manifest of a run, which has such an object.</summary>
/// <param name="Experiment">The run's experiment if the file is a manifest; else null.</param>
/// <param name="Options">Names and values as the command line takes them; a list is joined by commas.</param>
internal sealed record OptionsFile(string? Experiment, IReadOnlyList<KeyValuePair<string, string>> Options)
{
    private const int Longest = 1 << 26; // bytes
    private const string What = "options as a JSON object, or the manifest of a run";

    public static OptionsFile Read(string path)
    {
        using var stream = InputFile.Open(path, What);
        return Read(stream, path);
    }

    internal static OptionsFile Read(Stream stream, string path)
    {
        if (stream.Length > Longest) throw new InvalidDataException($"{path}: expected {What}, but the file has {stream.Length} bytes.");
        try
        {
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: expected {What}, but this is no JSON.", e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"{path}: expected {What}, but it has a text that is no valid UTF-8.", e);
        }
    }

    private static OptionsFile Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"{path}: expected {What}.");
        bool isManifest = root.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object;
        string? experiment = isManifest && root.TryGetProperty("experiment", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var member in (experiment is null ? root : options).EnumerateObject())
        {
            string text = Text(member.Value)
                ?? throw new InvalidDataException($"{path}: '{member.Name}': expected a text, a number, true or false, or a list of texts or numbers.");
            if (text.Contains('\0', StringComparison.Ordinal)) throw new InvalidDataException($"{path}: '{member.Name}': expected a text without the character NUL.");
            pairs.Add(new(member.Name, text));
        }

        return new(experiment, pairs);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array when value.EnumerateArray().All(IsSingle) => string.Join(',', value.EnumerateArray().Select(Text)),
        _ => null,
    };

    private static bool IsSingle(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number;
}
