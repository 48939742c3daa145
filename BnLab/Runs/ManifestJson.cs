using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace BnLab.Runs;

internal static class ManifestJson
{
    private const int Longest = 1 << 26; // bytes; a manifest has some thousand
    private const string Expected = "expected the manifest of a run";

    private static readonly JsonSerializerOptions Options = new(ManifestContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is a file, not a web page; paths stay readable
        TypeInfoResolver = ManifestContext.Default.WithAddedModifier(type =>
        {
            foreach (var member in type.Properties) member.IsRequired &= !member.IsGetNullable; // what may be null may be left out
        }),
    };

    /// <summary>Names and values as an object of strings, with a line feed at its end.</summary>
    public static string Text(IReadOnlyList<KeyValuePair<string, string>> facts) =>
        JsonSerializer.Serialize(facts, Type<IReadOnlyList<KeyValuePair<string, string>>>()) + "\n";

    public static void Write(RunManifest manifest, Stream target)
    {
        double? seconds = manifest.Seconds is { } exact ? Math.Round(exact, 3) : null;
        JsonSerializer.Serialize(target, manifest with { Seconds = seconds }, Type<RunManifest>());
        target.WriteByte((byte)'\n');
    }

    public static RunManifest Read(string path)
    {
        using var stream = InputFile.Open(path, "the manifest of a run");
        return Read(path, stream);
    }

    internal static RunManifest Read(string path, Stream stream)
    {
        if (stream.Length > Longest) throw new InvalidDataException($"{path}: {Expected}, but the file has {stream.Length} bytes.");
        try
        {
            var manifest = JsonSerializer.Deserialize(stream, Type<RunManifest>()) ?? throw new JsonException();
            if (manifest.Checksums is null || manifest.Checks is null || manifest.Claims is null) throw new JsonException(); // null in the file
            if (manifest.CommandLine.Any(token => token is null) || manifest.Checks.Contains(null) || manifest.Claims.Contains(null)) throw new JsonException();
            foreach (string name in manifest.Files)
            {
                if (!IsFileName(name))
                {
                    throw new InvalidDataException(
                        $"{path}: {Expected}, with names of files in its folder as 'files', but one is '{SanitizedText.Of(name ?? "null")}'.");
                }
            }

            return manifest;
        }
        catch (JsonException e)
        {
            bool isJson = e.InnerException is not JsonException;
            string place = isJson ? SanitizedText.Of(e.Path ?? "") : string.Create(CultureInfo.InvariantCulture, $"column {e.BytePositionInLine + 1}");
            if (e.LineNumber is { } line) place = string.Create(CultureInfo.InvariantCulture, $" line {line + 1}, {place}:");
            string[] missing = e.Message.Split("including: "); // the only place where the parser says what it misses
            string found = !isJson ? "this is no JSON" : missing.Length > 1 ? $"it lacks {missing[1].Split('.')[0]}" : "this is something else";
            throw new InvalidDataException($"{path}:{place} {Expected}, but {found}.", e);
        }
    }

    /// <summary>Whether a name has no folder in it: a report must not follow it elsewhere.</summary>
    private static bool IsFileName(string? name) => name is { Length: > 0 } and not ("." or "..") && name.AsSpan().IndexOfAny("/\\:\0") < 0;

    private static JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}

/// <summary>Names and texts as an object, in their order.</summary>
internal sealed class TextsConverter : JsonConverter<IReadOnlyList<KeyValuePair<string, string>>>
{
    public override IReadOnlyList<KeyValuePair<string, string>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException();
        List<KeyValuePair<string, string>> texts = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            texts.Add(new(name, reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException()));
        }

        return texts;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, string>> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value) writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(TextsConverter)])]
[JsonSerializable(typeof(RunManifest))]
internal sealed partial class ManifestContext : JsonSerializerContext;
