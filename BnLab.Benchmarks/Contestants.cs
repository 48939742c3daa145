using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using BnLab.Data;
using BnLab.Results;
using BnLab.Training;

namespace BnLab.Benchmarks;

/// <summary>One who does the work.</summary>
/// <param name="Name">Who, and with how many threads.</param>
/// <param name="Result">What the number is that it gives beside the seconds.</param>
/// <param name="Run">Does the work: seconds in the training loops, and the number.</param>
internal sealed record Contestant(string Name, string Result, Func<(double Seconds, double Result)> Run);

/// <summary>Who is compared at which work.</summary>
internal static class Contestants
{
    /// <summary>The six-layer pair, one net after the other on one core; bnlab also with both at once on two.</summary>
    public static List<Contestant> OfTraining(ImageSet images, string file, Dictionary<string, string> options)
    {
        const string Result = "last loss";
        string[] arguments = ["--data", file, "--dtype", options["--dtype"], "--json"];
        List<Contestant> all =
        [
            new("bnlab, 1 core", Result, () => Train(images, IsDouble(options), null, workers: 1, h => h[^1].Losses[^1])),
            new("bnlab, 2 cores", Result, () => Train(images, IsDouble(options), null, workers: 2, h => h[^1].Losses[^1])),
            new("NumPy, 1 thread", Result, () => Peer.Run(options["--python"], "train_numpy.py", arguments, 1, json =>
                (json.EnumerateObject().Sum(net => net.Value.GetProperty("seconds").GetDouble()), Peer.Last(json.GetProperty("baseline"))))),
            new("PyTorch, 1 thread", Result, () => Peer.Run(options["--python"], "train_torch.py", arguments, 1, json =>
                (json.GetProperty("seconds").GetDouble(), Peer.Last(json.GetProperty("rows")[0].GetProperty("baseline"))))),
        ];
        return Chosen(all, options);
    }

    /// <summary>The sweep over weight scales: bnlab trains several nets at a time, NumPy has as many threads, PyTorch one.</summary>
    public static List<Contestant> OfSweep(ImageSet images, string file, Dictionary<string, string> options)
    {
        const string Result = "mean of best val accuracies";
        int points = int.Parse(options["--points"], CultureInfo.InvariantCulture);
        int workers = int.Parse(options["--workers"], CultureInfo.InvariantCulture);
        string[] arguments = ["--data", file, "--dtype", options["--dtype"], "--points", options["--points"], "--json"];
        List<Contestant> all =
        [
            new($"bnlab, {workers} cores", Result, () => Train(
                images, IsDouble(options), points, workers, h => h.Average(net => net.Epochs.Max(epoch => epoch.Validation)))),
            new($"NumPy, {workers} threads", Result, () => Peer.Run(options["--python"], "sweep_numpy.py", arguments, workers, Peer.OfRows)),
            new("PyTorch, 1 thread", Result, () => Peer.Run(options["--python"], "train_torch.py", [.. arguments, "--sweep"], 1, Peer.OfRows)),
            new("PyTorch, 2 processes", Result, () => Halves(options["--python"], [.. arguments, "--sweep"])),
        ];
        return Chosen(all, options);
    }

    /// <summary>
    /// Whole processes that read the data, train the six-layer pair and draw its three panels: seconds from start to end, as
    /// a user waits for them.
    /// </summary>
    public static List<Contestant> OfProcesses(string file, Dictionary<string, string> options)
    {
        const string Result = "exit code";
        string folder = Directory.CreateTempSubdirectory("bnlab-compare").FullName;
        string[] ours = ["train", "--batchnorm", "--data", file, "--dtype", options["--dtype"], "--out", folder, "--quiet"];
        string[] theirs = ["train_numpy.py", "--data", file, "--dtype", options["--dtype"], "--plot", Path.Combine(folder, "numpy.png"), "--json"];
        List<Contestant> all =
        [
            new("bnlab", Result, () => Peer.Time(options["--bnlab"], ours, threads: 1)),
            new("NumPy, 1 thread", Result, () => Peer.Time(options["--python"], [Peer.Script(theirs[0]), .. theirs[1..]], threads: 1)),
            new("NumPy, 2 threads", Result, () => Peer.Time(options["--python"], [Peer.Script(theirs[0]), .. theirs[1..]], threads: 2)),
        ];
        return all;
    }

    /// <summary>The sweep by two processes, every other scale each: the seconds of the one that takes longer.</summary>
    private static (double Seconds, double Result) Halves(string python, string[] arguments)
    {
        var halves = new (double Seconds, double Result)[2];
        Parallel.For(0, 2, i => halves[i] = Peer.Run(python, "train_torch.py", [.. arguments, "--part", $"{i + 1}/2"], 1, Peer.OfRows));
        return (halves.Max(half => half.Seconds), halves.Average(half => half.Result));
    }

    private static List<Contestant> Chosen(List<Contestant> all, Dictionary<string, string> options)
    {
        string[] peers = options["--peers"].Split(',');
        return [all[0], .. all.Skip(1).Where(c => peers.Contains(c.Name.StartsWith("NumPy", StringComparison.Ordinal) ? "numpy" : "torch", StringComparer.Ordinal))];
    }

    private static bool IsDouble(Dictionary<string, string> options) => options["--dtype"] == "float64";

    private static (double Seconds, double Result) Train(
        ImageSet images, bool isDouble, int? points, int workers, Func<List<History>, double> result) =>
        isDouble ? Train<double>(images, points, workers, result) : Train<float>(images, points, workers, result);

    private static (double Seconds, double Result) Train<T>(
        ImageSet images, int? points, int workers, Func<List<History>, double> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var trainings = points is { } count ? SweepTrainings.Create<T>(images, count) : SweepTrainings.CreatePair<T>(images);
        long start = Stopwatch.GetTimestamp();
        var histories = ParallelTrainings.Run(trainings, workers, log: null, CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (seconds, result([.. histories.OfType<History>()]));
    }
}
