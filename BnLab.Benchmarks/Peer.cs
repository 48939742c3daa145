using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace BnLab.Benchmarks;

/// <summary>Runs a program of <c>peers/</c> and reads what it reports.</summary>
internal static class Peer
{
    private static readonly string[] ThreadVariables = ["OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"];

    /// <summary>Runs a script to its end.</summary>
    /// <param name="python">The interpreter.</param>
    /// <param name="script">A file of <c>peers/</c>.</param>
    /// <param name="arguments">Its arguments; it must print one JSON object.</param>
    /// <param name="threads">Threads of its BLAS.</param>
    /// <param name="read">Takes seconds and a result from the object.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (double Seconds, double Result) Run(
        string python, string script, string[] arguments, int threads, Func<JsonElement, (double Seconds, double Result)> read)
    {
        using var json = Output(python, script, arguments, threads);
        return read(json.RootElement);
    }

    /// <summary>Where a script of <c>peers/</c> stands.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "peers", name);

    /// <summary>Runs a program to its end and throws away what it prints.</summary>
    /// <returns>Seconds from its start to its end, and its exit code, which is 0.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (double Seconds, double Result) Time(string program, string[] arguments, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        Finish(program, arguments, threads);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, 0);
    }

    /// <summary>Runs a script to its end.</summary>
    /// <returns>The JSON object that it prints.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static JsonDocument Output(string python, string script, string[] arguments, int threads) =>
        JsonDocument.Parse(Finish(python, [Script(script), .. arguments], threads));

    private static string Finish(string program, string[] arguments, int threads)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        foreach (string name in ThreadVariables) start.Environment[name] = threads.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {arguments[0]} failed (peers/README.md says what the peers need).");
    }

    /// <summary>A sweep's seconds, and the mean of its best validation accuracies.</summary>
    public static (double Seconds, double Result) OfRows(JsonElement json)
    {
        var best = json.GetProperty("rows").EnumerateArray()
            .SelectMany(row => new[] { row.GetProperty("batchnorm"), row.GetProperty("baseline") })
            .Select(net => net.GetProperty("best_val_accuracy").GetDouble());
        return (json.GetProperty("seconds").GetDouble(), best.Average());
    }

    /// <summary>The last loss of a net.</summary>
    public static double Last(JsonElement net) => net.GetProperty("loss_history").EnumerateArray().Last().GetDouble();
}
