using System.Text.Encodings.Web;
using System.Text.Json;

namespace BnLab.Runs;

/// <summary>Run manifests as JSON.</summary>
internal static class ManifestJson
{
    /// <summary>How all JSON is written: to be read by people, too.</summary>
    internal static readonly JsonWriterOptions Format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is a file, not a web page; paths stay readable
    };

    /// <summary>Writes a manifest.</summary>
    public static void Write(RunManifest manifest, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, Format))
        {
            json.WriteStartObject();
            json.WriteString("experiment", manifest.Experiment);
            WriteStrings(json, "command_line", manifest.CommandLine);
            json.WriteStartObject("options");
            foreach (var (name, value) in manifest.Options) json.WriteString(name, value);
            json.WriteEndObject();
            if (manifest.DataSet is { } data) WriteDataSet(json, data);
            WriteMachine(json, manifest.Machine);
            if (manifest.Seconds is { } seconds) json.WriteNumber("seconds", Math.Round(seconds, 3));
            json.WriteBoolean("complete", manifest.Complete);
            WriteVerdicts(json, manifest.Verdicts);
            WriteStrings(json, "files", manifest.Files);
            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    /// <summary>The files that a manifest lists.</summary>
    internal static IReadOnlyList<string> Files(ReadOnlyMemory<byte> manifest, string experiment)
    {
        try
        {
            using var json = JsonDocument.Parse(manifest);
            if (json.RootElement.GetProperty("experiment").GetString() != experiment) return [];
            string[] names = [.. json.RootElement.GetProperty("files").EnumerateArray().Select(name => name.GetString() ?? "")];
            return names.All(IsOfExperiment) ? names : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return []; // it was written by somebody else, or damaged: then nothing is known of any file
        }

        bool IsOfExperiment(string name) =>
            name.StartsWith($"{experiment}.", StringComparison.Ordinal) && name.AsSpan().IndexOfAny('/', '\\', '\0') < 0;
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteDataSet(Utf8JsonWriter json, DataSetIdentity data)
    {
        json.WriteStartObject("data_set");
        json.WriteString("name", data.Name);
        json.WriteString("source", data.Source);
        json.WriteNumber("images", data.Images);
        json.WriteString("sha256", data.Sha256);
        json.WriteEndObject();
    }

    private static void WriteMachine(Utf8JsonWriter json, MachineIdentity machine)
    {
        json.WriteStartObject("machine");
        json.WriteString("bnlab", machine.Version);
        json.WriteString("dotnet", machine.Runtime);
        json.WriteString("system", machine.System);
        json.WriteString("processor", machine.Processor);
        json.WriteNumber("cores", machine.Cores);
        json.WriteNumber("vector_bits", machine.VectorBits);
        json.WriteEndObject();
    }

    private static void WriteVerdicts(Utf8JsonWriter json, IReadOnlyList<Verdict> verdicts)
    {
        json.WriteStartArray("verdicts");
        foreach (var verdict in verdicts)
        {
            json.WriteStartObject();
            json.WriteString("claim", verdict.Claim);
            json.WriteString("measured", verdict.Measured);
            json.WriteString("limit", verdict.Limit);
            json.WriteBoolean("passed", verdict.Passed);
            if (verdict.IsCollected) json.WriteBoolean("collected", verdict.IsCollected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
