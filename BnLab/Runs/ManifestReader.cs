using System.Text.Json;
using BnLab.Files;

namespace BnLab.Runs;

/// <summary>Reads what <see cref="ManifestJson"/> has written.</summary>
internal static class ManifestReader
{
    private const int Longest = 1 << 26; // bytes; a manifest has some thousand

    /// <summary>Reads a manifest.</summary>
    public static RunManifest Read(string path)
    {
        using var stream = InputFile.Open(path, "the manifest of a run");
        return Read(path, stream);
    }

    /// <summary>Reads a manifest.</summary>
    internal static RunManifest Read(string path, Stream stream)
    {
        if (stream.Length > Longest) throw new InvalidDataException($"{path}: expected the manifest of a run, but the file has {stream.Length} bytes.");
        try
        {
            using var document = JsonDocument.Parse(stream);
            return Manifest(new(path, "", document.RootElement));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: expected the manifest of a run, but this is no JSON.", e);
        }
        catch (InvalidOperationException e) // kinds of values are asked for before values are: this is text with half a surrogate pair, or no UTF-8
        {
            throw new InvalidDataException($"{path}: expected the manifest of a run, but some of its text is no Unicode.", e);
        }
    }

    private static RunManifest Manifest(Node json) => new(
        json.Member("experiment").Text(),
        [.. json.Member("command_line").Elements().Select(element => element.Text())],
        [.. json.Member("options").Members().Select(option => KeyValuePair.Create(option.Name, option.Value.Text()))],
        json.MemberOrNull("data_set") is { } data ? DataSet(data) : null,
        Machine(json.Member("machine")),
        json.MemberOrNull("seconds")?.Number(),
        json.Member("complete").Truth(),
        [.. json.Member("verdicts").Elements().Select(Verdict)],
        [.. json.Member("files").Elements().Select(element => element.FileName())]);

    private static DataSetIdentity DataSet(Node json) =>
        new(json.Member("name").Text(), json.Member("source").Text(), json.Member("images").Whole(), json.Member("sha256").Text());

    private static MachineIdentity Machine(Node json) => new(
        json.Member("bnlab").Text(), json.Member("dotnet").Text(), json.Member("system").Text(), json.Member("processor").Text(),
        json.Member("cores").Whole(), json.Member("vector_bits").Whole());

    private static Verdict Verdict(Node json) =>
        new(json.Member("claim").Text(), json.Member("measured").Text(), json.Member("limit").Text(), json.Member("passed").Truth()) { IsCollected = json.MemberOrNull("collected")?.Truth() ?? false };

    /// <summary>A value that knows where it stands.</summary>
    private readonly record struct Node(string File, string Path, JsonElement Json)
    {
        public Node Member(string name) => MemberOrNull(name) ?? throw Wrong(Json.ValueKind == JsonValueKind.Object ? $"'{Below(name)}', which is missing" : "an object");

        public Node? MemberOrNull(string name) =>
            Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? new Node(File, Below(name), value) : null;

        public IEnumerable<(string Name, Node Value)> Members()
        {
            if (Json.ValueKind != JsonValueKind.Object) throw Wrong("an object");
            var node = this;
            return Json.EnumerateObject().Select(member => (member.Name, new Node(node.File, node.Below(SanitizedText.Of(member.Name)), member.Value)));
        }

        public IEnumerable<Node> Elements()
        {
            if (Json.ValueKind != JsonValueKind.Array) throw Wrong("an array");
            var node = this;
            return Json.EnumerateArray().Select((element, i) => new Node(node.File, $"{node.Path}[{i}]", element));
        }

        public string Text() => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Wrong("a string");

        public bool Truth() => Json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Json.GetBoolean() : throw Wrong("true or false");

        public int Whole() => Json.ValueKind == JsonValueKind.Number && Json.TryGetInt32(out int value) ? value : throw Wrong("a whole number");

        public double Number() => Json.ValueKind == JsonValueKind.Number ? Json.GetDouble() : throw Wrong("a number");

        /// <summary>The name of a file beside the manifest: a report must not follow it elsewhere.</summary>
        public string FileName()
        {
            string name = Text();
            return name.Length > 0 && name.AsSpan().IndexOfAny("/\\:\0") < 0 && name is not ("." or "..") ? name : throw Wrong("the name of a file in the manifest's folder");
        }

        private string Below(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

        private InvalidDataException Wrong(string expected) =>
            new($"{File}: expected the manifest of a run, with {expected}{(Path.Length == 0 || expected.StartsWith('\'') ? "" : $" as '{Path}'")}.");
    }
}
