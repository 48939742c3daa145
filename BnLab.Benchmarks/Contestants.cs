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
internal sealed record Contestant(string Name, string Result, Func<(double Seconds, double Result)> Run)
{
    public bool IsOurs => Name.StartsWith("bnlab", StringComparison.Ordinal);

    /// <summary>Floating-point operations of the work in float32 and the cores that share them, where seconds are held against the machine's peak.</summary>
    public (double Operations, int Cores)? Load { get; init; }
}

/// <summary>Who is compared at which work.</summary>
internal static class Contestants
{
    /// <summary>The six-layer pair, one net after the other on one core; bnlab also with both at once on two.</summary>
    public static List<Contestant> OfTraining(ImageSet images, string file, Dictionary<string, string> options)
    {
        const string Result = "last loss";
        double pair = 2 * OperationsOf(layers: 5, width: 100);
        string[] arguments = ["--data", file, "--dtype", options["--dtype"], "--json"];
        List<Contestant> all =
        [
            new("bnlab, 1 core", Result, () => Train(images, IsDouble(options), null, workers: 1, h => h[^1].Losses[^1])) { Load = (pair, 1) },
            new("bnlab, 2 cores", Result, () => Train(images, IsDouble(options), null, workers: 2, h => h[^1].Losses[^1])) { Load = (pair, 2) },
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
                images, IsDouble(options), points, workers, h => h.Average(net => net.Epochs.Max(epoch => epoch.Validation)))) { Load = (2 * points * OperationsOf(layers: 7, width: 50), workers) },
            new($"NumPy, {workers} threads", Result, () => Peer.Run(options["--python"], "sweep_numpy.py", arguments, workers, Peer.OfRows)),
            new("PyTorch, 1 thread", Result, () => Peer.Run(options["--python"], "train_torch.py", [.. arguments, "--sweep"], 1, Peer.OfRows)),
            new("PyTorch, 2 processes", Result, () => Halves(options["--python"], [.. arguments, "--sweep"])),
        ];
        return Chosen(all, options);
    }

    /// <summary>
    /// Whole processes: those that read the data, train the six-layer pair and draw its three panels, the gradient checks, and the sweep.
    /// Seconds from start to end, as a user waits for them.
    /// </summary>
    public static List<Contestant> OfProcesses(string file, Dictionary<string, string> options)
    {
        const string Result = "exit code";
        string folder = Directory.CreateTempSubdirectory("bnlab-compare").FullName;
        string[] same = ["--data", file, "--dtype", options["--dtype"]];
        string[] drawn = [Peer.Script("train_numpy.py"), .. same, "--plot", Path.Combine(folder, "numpy.png"), "--json"];
        return
        [
            .. Ours("train", ["--batchnorm", .. same]),
            new("NumPy, 1 thread", Result, () => Peer.Time(options["--python"], drawn, threads: 1)),
            new("NumPy, 2 threads", Result, () => Peer.Time(options["--python"], drawn, threads: 2)),
            .. Ours("gradcheck"),
            .. Ours("sweep-init", same),
            new("NumPy's sweep, 2 threads", Result, () => Peer.Time(options["--python"], [Peer.Script("sweep_numpy.py"), .. same, "--json"], threads: 2)),
            new("PyTorch's sweep, 1 thread", Result, () => Peer.Time(options["--python"], [Peer.Script("train_torch.py"), .. same, "--sweep", "--json"], threads: 1)),
        ];

        IEnumerable<Contestant> Ours(string command, params string[] arguments) =>
            from program in options["--bnlab"].Split(',')
            select new Contestant($"bnlab {command} ({program})", Result, () => Peer.Time(program, [command, .. arguments, "--out", folder, "--quiet"], threads: 1));
    }

    /// <summary>One training of 200 mini-batches of 50 and 22 evaluations of 1,000 images: its matrix products, two operations to each multiply-add.</summary>
    private static double OperationsOf(int layers, int width)
    {
        const double Pixels = 3072, Classes = 10, Trained = 200 * 50, Evaluated = 22 * 1000;
        double first = 2 * Pixels * width, forward = first + (2 * (((layers - 1.0) * width * width) + (width * Classes)));
        return (Trained * ((3 * forward) - first)) + (Evaluated * forward); // the first layer's input has no gradient
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
        return [.. all.Where(c => c.IsOurs || peers.Contains(c.Name.StartsWith("NumPy", StringComparison.Ordinal) ? "numpy" : "torch", StringComparer.Ordinal))];
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
