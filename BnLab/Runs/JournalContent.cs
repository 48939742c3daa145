using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BnLab.Runs;

/// <summary>What is in a journal's file: a first line that names its run, and a line for each finished training.</summary>
/// <param name="Key">The run; null if not even the first line is whole.</param>
/// <param name="Finished">The results of finished trainings, as JSON, by their numbers.</param>
/// <param name="Length">Bytes up to the end of the last whole line. What follows was cut off by a kill.</param>
internal sealed record JournalContent(RunKey? Key, IReadOnlyDictionary<int, string> Finished, long Length)
{
    private const int Format = 6;

    /// <summary>The first line, with its end.</summary>
    public static string[] Line(RunKey key) => [JsonSerializer.Serialize(new(Format, key), RunsJson.Default.JournalBeginning), "\n"];

    /// <summary>The line of a training, with its end, in parts: a result with a net has megabytes.</summary>
    public static string[] Line(int training, string result) => [string.Create(CultureInfo.InvariantCulture, $"{{\"training\":{training},\"sha256\":\"{Sha256(result)}\",\"result\":"), result, "}\n"];

    public static JournalContent Read(string path)
    {
        using var stream = InputFile.Open(path, "a journal that no run is writing");
        return Read(stream, path);
    }

    public static JournalContent Read(Stream stream, string path)
    {
        stream.Position = 0;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        RunKey? key = null;
        var finished = new Dictionary<int, string>();
        int start = 0, number = 1;
        for (int length; (length = bytes.AsSpan(start).IndexOf((byte)'\n')) >= 0; start += length + 1, number++)
        {
            var line = bytes.AsMemory(start, length);
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
            beginning = JsonSerializer.Deserialize(line.Span, RunsJson.Default.JournalBeginning);
        }
        catch (JsonException)
        {
            // Not of this format.
        }

        return beginning is { Journal: Format, Key: { IsPossible: true } key }
            ? key
            : throw new InvalidDataException($"{path}: expected a journal of this version of bnlab (format {Format}), but its first line is none.");
    }

    private static string Sha256(string result) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(result)));

    private static (int Training, string Result)? Result(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            string result = json.RootElement.GetProperty("result").GetRawText();
            return json.RootElement.GetProperty("sha256").GetString() == Sha256(result) ? (json.RootElement.GetProperty("training").GetInt32(), result) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }
}

/// <summary>The first line of a journal.</summary>
/// <param name="Journal">The version of the format.</param>
internal sealed record JournalBeginning(int Journal, RunKey Key);
