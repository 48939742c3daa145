using System.Diagnostics;
using System.Globalization;
using BnLab.Data;
using BnLab.Experiments;
using BnLab.Training;

namespace BnLab.Benchmarks;

/// <summary>
/// How time and memory of a training grow with its size: seconds (medians of three) and bytes allocated while one of
/// images, width, depth, mini-batch or cores changes, with the exponent p of the power law c · nᵖ that fits best.
/// </summary>
internal static class Growth
{
    private const int Repeats = 3;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;
    private static readonly TrainingSettings Base = TrainingSettings.Default with { Workers = 1 };

    public static int Run(string[] arguments)
    {
        if (arguments is not ([] or ["--data", _])) return Compare.Fail("usage: growth [--data SET]");
        var (images, _) = DataSets.Open(arguments is [_, var set] ? set : DataSets.Auto);
        Print(images, "images, an epoch", [500, 1000, 2000, 4000, 8000], n => Base with { NumTrain = n, Solver = Base.Solver with { Epochs = 1 } });
        Print(images, "width of 5 layers", [25, 50, 100, 200, 400, 800], n => Base with { Hidden = [n, n, n, n, n], Solver = Base.Solver with { Epochs = 2 } });
        Print(images, "layers of 100", [2, 4, 8, 16, 32, 64], n => Base with { Hidden = [.. Enumerable.Repeat(100, n)], Solver = Base.Solver with { Epochs = 2 } });
        Print(images, "mini-batch", [5, 10, 20, 50, 100, 200], n => Base with { Solver = Base.Solver with { BatchSize = n, Epochs = 2 } });
        Cores(images);
        return 0;
    }

    private static void Print(ImageSet images, string what, int[] sizes, Func<int, TrainingSettings> settings)
    {
        Console.WriteLine(what);
        var (seconds, bytes) = (new List<double>(), new List<double>());
        foreach (int size in sizes)
        {
            var measures = Enumerable.Range(0, Repeats + 1).Select(_ => Measure(images, settings(size), 1)).Skip(1).ToList();
            seconds.Add(Compare.Median([.. measures.Select(measure => measure.Seconds)]));
            bytes.Add(measures[^1].Bytes);
            Console.WriteLine(string.Create(Culture, $"  {size,6}  {seconds[^1],8:F3} s  {bytes[^1] / 1e6,8:F1} MB"));
        }

        Console.WriteLine(string.Create(Culture, $"  time grows with the power {Exponent(sizes, seconds):F2}, memory with {Exponent(sizes, bytes):F2}; over the upper half {Exponent(sizes[^3..], seconds[^3..]):F2} and {Exponent(sizes[^3..], bytes[^3..]):F2}"));
    }

    private static void Cores(ImageSet images)
    {
        Console.WriteLine("cores, 8 trainings");
        var cores = Enumerable.Range(1, Environment.ProcessorCount).ToArray();
        var seconds = cores.Select(count => Compare.Median(
            [.. Enumerable.Range(0, Repeats).Select(_ => Measure(images, Base with { Workers = count }, trainings: 8).Seconds)])).ToList();
        foreach (var (count, taken) in cores.Zip(seconds)) Console.WriteLine(string.Create(Culture, $"  {count,6}  {taken,8:F3} s  {seconds[0] / taken,8:F2} times as fast as one"));
    }

    private static (double Seconds, double Bytes) Measure(ImageSet images, TrainingSettings settings, int trainings)
    {
        var ready = SweepTrainings.CreateAlike<float>(images, settings, trainings);
        long start = Stopwatch.GetTimestamp(), before = GC.GetTotalAllocatedBytes(precise: true);
        ParallelTrainings.Run(ready, settings.Workers, log: null, CancellationToken.None);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    /// <summary>The slope of a straight line through the logarithms, by least squares.</summary>
    private static double Exponent(IEnumerable<int> sizes, IEnumerable<double> values)
    {
        double[] x = [.. sizes.Select(size => Math.Log(size))], y = [.. values.Select(value => Math.Log(value))];
        double meanX = x.Average(), meanY = y.Average();
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
