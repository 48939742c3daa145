using System.Diagnostics;
using System.Globalization;

namespace BnLab.Benchmarks;

/// <summary>
/// Single kernels of bnlab, NumPy and PyTorch, one thread each: in every round each of them does all the work, and the
/// medians over the rounds are compared with each other and with what the machine can do.
/// </summary>
internal static class CompareKernels
{
    private const double SecondsPerMeasure = 0.05;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static void Report(string python, string[] peers, int rounds)
    {
        var works = KernelWork.All();
        var seconds = works.ToDictionary(work => work.Name, _ => peers.Prepend("bnlab").ToDictionary(who => who, _ => new List<double>()));
        var (operations, bytes) = (new List<double>(), new List<double>());
        for (int round = 0; round < rounds; round++)
        {
            operations.Add(MachinePeak.OperationsPerSecond());
            bytes.Add(MachinePeak.BytesPerSecond());
            foreach (var work in works) seconds[work.Name]["bnlab"].Add(PerCall(work.Run));
            foreach (string peer in peers)
            {
                using var measured = Peer.Output(python, "kernels.py", ["--with", peer], threads: 1);
                foreach (var work in measured.RootElement.EnumerateObject()) seconds[work.Name][peer].Add(work.Value.GetDouble());
            }
        }

        var (peak, copies) = (Compare.Median(operations), Compare.Median(bytes));
        Console.WriteLine(string.Create(Culture, $"one core: {peak / 1e9:F0} · 10⁹ operations a second, copies of 256 MB {copies / 1e9:F0} · 10⁹ bytes a second (read and written)"));
        foreach (var work in works) Console.WriteLine(Line(work, seconds[work.Name], peers, peak, copies));
    }

    private static string Line(KernelWork work, Dictionary<string, List<double>> seconds, string[] peers, double peak, double copies)
    {
        double ours = Compare.Median(seconds["bnlab"]);
        string line = string.Create(Culture, $"{work.Name,-44} bnlab {ours * 1e6,9:F1} µs");
        if (work.Operations > 0) line += string.Create(Culture, $" ({work.Operations / ours / peak:P0} of the peak)");
        if (work.Bytes > 0) line += string.Create(Culture, $" ({work.Bytes / ours / copies:F1} times the bytes of a copy)");
        foreach (string peer in peers.Where(peer => seconds[peer].Count > 0))
        {
            double theirs = Compare.Median(seconds[peer]);
            line += string.Create(Culture, $"; {peer} {theirs * 1e6:F1} µs, {theirs / ours:F2} of bnlab's");
        }

        return line;
    }

    /// <summary>The median of nine measures, each of as many calls as take some time.</summary>
    private static double PerCall(Action work)
    {
        int calls = 1;
        for (double taken = 0.0; ; calls *= 2)
        {
            taken = Seconds(work, calls);
            if (taken > SecondsPerMeasure / 2) break;
        }

        return Compare.Median([.. Enumerable.Range(0, 9).Select(_ => Seconds(work, calls) / calls)]);
    }

    private static double Seconds(Action work, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++) work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
