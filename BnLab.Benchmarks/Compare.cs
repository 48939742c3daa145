using System.Globalization;
using BnLab.Data;

namespace BnLab.Benchmarks;

/// <summary>
/// bnlab and its peers on the same work and the same data, in turn: seconds in the training loops, or of whole processes, as
/// medians with their spread, and ratios. All draw the same numbers, and beside each time stands one result of the work, to show that it was
/// the same: equal in float64, alike in float32, where rounding lets trajectories part.
/// </summary>
internal static class Compare
{
    private const string Usage =
        "usage: compare train|sweep|process|kernels [--data SET] [--repeats N] [--dtype float32|float64] [--peers numpy,torch] [--points N] [--workers N] [--python PATH] [--bnlab PATH,PATH]";

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["--data"] = DataSets.Auto,
        ["--repeats"] = "5",
        ["--dtype"] = "float32",
        ["--peers"] = "numpy,torch",
        ["--points"] = "20",
        ["--workers"] = "2",
        ["--python"] = "python3",
        ["--bnlab"] = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "bnlab.exe" : "bnlab"),
    };

    public static int Run(string[] arguments)
    {
        if (arguments is not [("train" or "sweep" or "process" or "kernels") and var work, .. var rest] || Parse(rest) is not { } options) return Fail(Usage);
        if (!int.TryParse(options["--repeats"], NumberStyles.None, CultureInfo.InvariantCulture, out int repeats) || repeats < 1) return Fail(Usage);
        string file = Path.GetTempFileName();
        try
        {
            if (work == "kernels") CompareKernels.Report(options["--python"], options["--peers"].Split(','), repeats);
            else Report(work, file, options, repeats);
        }
        finally
        {
            File.Delete(file);
        }

        return 0;
    }

    private static Dictionary<string, string>? Parse(string[] arguments)
    {
        var options = new Dictionary<string, string>(Defaults, StringComparer.Ordinal);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !options.ContainsKey(arguments[i])) return null;
            options[arguments[i]] = arguments[i + 1];
        }

        return options;
    }

    public static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    private static void Report(string work, string file, Dictionary<string, string> options, int repeats)
    {
        var (images, _) = DataSets.Open(options["--data"]);
        WriteRecords(images, file); // what the peers read
        var contestants = work switch
        {
            "train" => Contestants.OfTraining(images, file, options),
            "process" => Contestants.OfProcesses(file, options),
            _ => Contestants.OfSweep(images, file, options),
        };
        Report($"{work}, {images.Name}, {options["--dtype"]}", contestants, repeats);
    }

    private static void Report(string what, IReadOnlyList<Contestant> contestants, int repeats)
    {
        var seconds = contestants.Select(_ => new List<double>()).ToList();
        var peaks = contestants.Select(contestant => contestant.Load?.Cores).OfType<int>().Distinct().ToDictionary(cores => cores, _ => 0.0);
        for (int i = 0; i <= repeats; i++)
        {
            var parts = new List<string>();
            foreach (int cores in peaks.Keys) peaks[cores] = Math.Max(peaks[cores], MachinePeak.OperationsPerSecond(cores));
            foreach (var (contestant, times) in contestants.Zip(seconds))
            {
                var (taken, result) = contestant.Run();
                if (i > 0) times.Add(taken);
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{contestant.Name} {taken:F3} s, {contestant.Result} {result:0.####}"));
            }

            Console.WriteLine(string.Join("; ", parts) + (i == 0 ? " (warm-up, not counted)" : ""));
        }

        Console.WriteLine(what);
        var ours = contestants.Zip(seconds).Where(each => each.First.IsOurs).ToList();
        foreach (var (contestant, times) in contestants.Zip(seconds))
        {
            var ratios = ours.Select(each => string.Create(CultureInfo.InvariantCulture, $"{Median(times) / Median(each.Second):F2} of {each.First.Name}"));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contestant.Name,-24} {Median(times),8:F3} s ({times.Min():F3}-{times.Max():F3}); {string.Join(", ", ratios)}{Share(contestant, Median(times), peaks)}"));
        }
    }

    private static string Share(Contestant contestant, double seconds, Dictionary<int, double> peaks) => contestant.Load is not var (operations, cores) ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; {operations / 1e9:F0}e9 operations, {operations / seconds / peaks[cores]:P0} of the peak, {peaks[cores] / 1e9:F0}e9 a second on {cores}");

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void WriteRecords(ImageSet images, string file)
    {
        using var stream = File.Create(file);
        var reader = images.From(0);
        for (int i = 0; i < images.Count; i++)
        {
            stream.WriteByte(images.Labels[i]);
            stream.Write(reader.Next());
        }
    }
}
