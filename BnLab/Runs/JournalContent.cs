using System.Text.Json;
using System.Text.Json.Serialization;
using BnLab.Files;

namespace BnLab.Runs;

/// <summary>What is in a journal's file: a first line that names its run, and a line for each finished training.</summary>
/// <param name="Key">The run; null if it was killed before it could say so.</param>
/// <param name="Finished">The results of finished trainings, as JSON, by their numbers.</param>
/// <param name="Length">Bytes up to the end of the last whole line: only that line may be cut off, by a kill.</param>
internal sealed record JournalContent(RunKey? Key, IReadOnlyDictionary<int, string> Finished, long Length)
{
    private const int Format = 4;
    private const int Sha256Length = 64; // hexadecimal digits

    public static string Line(RunKey key) => JsonSerializer.Serialize(new(Format, key), JournalJson.Default.JournalBeginning);

    public static string Line(int training, string result) => string.Create(CultureInfo.InvariantCulture, $"{{\"training\":{training},\"result\":{result}}}");

    /// <summary>Reads a journal without changing it.</summary>
    /// <exception cref="InvalidDataException">It is no journal, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read, or a run is writing it.</exception>
    public static JournalContent Read(string path)
    {
        using var stream = InputFile.Open(path, "a journal that no run is writing");
        return Read(stream, path);
    }

    public static JournalContent Read(Stream stream, string path)
    {
        if (!stream.CanSeek) return new(null, new Dictionary<int, string>(), 0);
        stream.Position = 0;
        using var buffer = new MemoryStream();
        if (stream.Length > 0) stream.CopyTo(buffer); // else it is empty, or a device without an end
        var bytes = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        RunKey? key = null;
        var finished = new Dictionary<int, string>();
        int start = 0, number = 1;
        for (int length; (length = bytes.Span[start..].IndexOf((byte)'\n')) >= 0; start += length + 1, number++)
        {
            var line = bytes.Slice(start, length);
            if (number == 1)
            {
                key = Beginning(line, path);
            }
            else if (Result(line) is var (training, result) && key!.Has(training))
            {
                if (!finished.TryAdd(training, result)) throw new InvalidDataException($"{path}: line {number} has training {training}, which is there already.");
            }
            else
            {
                throw new InvalidDataException($"{path}: line {number} is damaged. Without --resume the run begins anew.");
            }
        }

        return new(key, finished, start);
    }

    private static RunKey Beginning(ReadOnlyMemory<byte> line, string path)
    {
        JournalBeginning? beginning = null;
        try
        {
            beginning = JsonSerializer.Deserialize(line.Span, JournalJson.Default.JournalBeginning);
        }
        catch (JsonException)
        {
            // Not of this format.
        }

        return beginning is { Journal: Format, Key: var key } && IsPossible(key)
            ? key
            : throw new InvalidDataException($"{path}: expected a journal of this version of bnlab (format {Format}), but its first line is none.");
    }

    private static bool IsPossible(RunKey key) =>
        key.Trainings > 0 && key.Streams > 0 && key.Trainings % key.Streams == 0 && key.Shard > 0 && key.Shard <= key.Shards
        && (key.DataSet is null || key.DataSet.Sha256.Length == Sha256Length)
        && key.Options.DistinctBy(option => option.Key, StringComparer.Ordinal).Count() == key.Options.Count;

    private static (int Training, string Result)? Result(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return (json.RootElement.GetProperty("training").GetInt32(), json.RootElement.GetProperty("result").GetRawText());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>The first line of a journal.</summary>
/// <param name="Journal">Which format the lines have.</param>
/// <param name="Key">What the journal belongs to.</param>
internal sealed record JournalBeginning(int Journal, RunKey Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(JournalBeginning))]
internal sealed partial class JournalJson : JsonSerializerContext;
