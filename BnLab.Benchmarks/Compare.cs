using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Results;

namespace BnLab.Benchmarks;

/// <summary>
/// The six-layer pair, trained by bnlab on one core and by the NumPy peer with one thread, in turn, on the same
/// data: seconds in the training loops, as medians, and their ratio. Both draw the same numbers; in float64 the last
/// losses show that they did the same work, in float32 rounding lets them part on the way.
/// </summary>
internal static class Compare
{
    private const string Usage = "usage: compare [--data SET] [--repeats N] [--dtype float32|float64] [--python PATH]";

    public static int Run(string[] arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--data"] = DataSets.Auto,
            ["--repeats"] = "5",
            ["--dtype"] = "float32",
            ["--python"] = "python3",
        };
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !options.ContainsKey(arguments[i])) return Fail(Usage);
            options[arguments[i]] = arguments[i + 1];
        }

        if (!int.TryParse(options["--repeats"], NumberStyles.None, CultureInfo.InvariantCulture, out int repeats) || repeats < 1) return Fail(Usage);
        var (images, _) = DataSets.Open(options["--data"]);
        string file = Path.GetTempFileName();
        try
        {
            WriteRecords(images, file);
            Report(images, file, repeats, options["--dtype"], options["--python"]);
        }
        catch (InvalidOperationException e)
        {
            return Fail(e.Message);
        }
        finally
        {
            File.Delete(file);
        }

        return 0;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 1;
    }

    private static void Report(ImageSet images, string file, int repeats, string dtype, string python)
    {
        List<double> ours = [], theirs = [];
        for (int i = 0; i <= repeats; i++)
        {
            var (seconds, loss) = dtype == "float64" ? TrainPair<double>(images) : TrainPair<float>(images);
            var (peerSeconds, peerLoss) = RunPeer(file, dtype, python);
            string note = i == 0 ? " (warm-up, not counted)" : "";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"bnlab {seconds:F3} s, last loss {loss:F4}; NumPy {peerSeconds:F3} s, last loss {peerLoss:F4}{note}"));
            if (i == 0) continue;
            ours.Add(seconds);
            theirs.Add(peerSeconds);
        }

        ours.Sort();
        theirs.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{images.Name}, {dtype}: bnlab {Median(ours):F3} s ({ours[0]:F3}-{ours[^1]:F3}), NumPy {Median(theirs):F3} s ({theirs[0]:F3}-{theirs[^1]:F3}), ratio {Median(theirs) / Median(ours):F2}"));
    }

    private static double Median(List<double> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;

    private static (double Seconds, double LastLoss) TrainPair<T>(ImageSet images)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var settings = new TrainingSettings();
        var samples = Preprocessing.SubtractMeanImage<T>(images, settings.SplitOf(images), settings.NumTrain);
        var sequence = new TrainingSequence([new(settings.Seed, [[new(NetPlan.BatchNorm, settings), new(NetPlan.Baseline, settings)]])]);
        var trainings = sequence.Queue(samples, images.ClassNames.Count, _ => true).ToList(); // nets are built before the clock starts
        long start = Stopwatch.GetTimestamp();
        var histories = trainings.Select(train => train(new Progress<TrainingLine>(), CancellationToken.None)).ToList();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, histories[^1].History.Losses[^1]);
    }

    private static (double Seconds, double LastLoss) RunPeer(string file, string dtype, string python)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "peers", "train_numpy.py");
        var start = new ProcessStartInfo(python, [script, "--data", file, "--dtype", dtype, "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (string name in new[] { "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS" }) start.Environment[name] = "1";
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{python} could not run the peer; it needs NumPy (see peers/README.md).");
        using var json = JsonDocument.Parse(output);
        double seconds = json.RootElement.EnumerateObject().Sum(net => net.Value.GetProperty("seconds").GetDouble());
        return (seconds, json.RootElement.GetProperty("baseline").GetProperty("loss_history").EnumerateArray().Last().GetDouble());
    }

    private static void WriteRecords(ImageSet images, string file)
    {
        using var stream = File.Create(file);
        for (int i = 0; i < images.Count; i++)
        {
            stream.WriteByte(images.Labels[i]);
            stream.Write(images.Image(i));
        }
    }
}
