using System.Text;

namespace BnLab.Runs;

/// <summary>What is in a journal's file.</summary>
/// <param name="Header">What it belongs to; null if the run was killed before it could say so.</param>
/// <param name="Outcomes">The trainings in it, in the order in which they were finished.</param>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
internal sealed record SweepJournalContent(RunKey? Header, IReadOnlyList<TrainingOutcome> Outcomes, long Length)
{
    /// <summary>Reads a journal without changing it.</summary>
    public static SweepJournalContent Read(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"{path}: expected the journal of a sweep, but this is a folder.");
        if (!File.Exists(path)) throw new FileNotFoundException($"{path}: expected the journal of a sweep, but there is no such file.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(stream, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: expected a journal that can be read and that no run is writing ({e.Message}).", e);
        }
    }

    /// <summary>Reads a journal. Only its last line may be cut off: that is how a killed run leaves it.</summary>
    internal static SweepJournalContent Read(Stream stream, string path)
    {
        using var buffer = new MemoryStream();
        if (stream.CanSeek && stream.Length > 0) stream.CopyTo(buffer); // else it is empty, or something without an end: a pipe, a device
        byte[] bytes = buffer.ToArray();
        RunKey? header = null;
        var outcomes = new List<TrainingOutcome>();
        var numbers = new HashSet<int>();
        int start = 0, number = 1;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1, number++)
        {
            string line = Encoding.UTF8.GetString(bytes, start, end - start);
            if (number == 1)
            {
                header = JournalText.Header(line) ?? throw new InvalidDataException($"{path}: expected the journal of a sweep, but its first line is none.");
                continue;
            }

            var outcome = JournalText.Outcome(line);
            if (outcome is null || header?.Has(outcome.Number) != true || outcome.Number < 0 || outcome.Number >= header.Trainings || outcome.Epochs.Count == 0)
                throw new InvalidDataException($"{path}: line {number} is damaged. Without --resume the sweep begins anew.");
            if (!numbers.Add(outcome.Number))
                throw new InvalidDataException($"{path}: line {number} has training {outcome.Number}, which is there already.");
            outcomes.Add(outcome);
        }

        return new(header, outcomes, start);
    }
}
