using System.Diagnostics;

namespace BnLab.Cli;

/// <summary>How long the stages of a run took: each is reported on stderr at its end, with <c>--verbose</c>.</summary>
internal sealed class StageTimer(Action<string>? tell)
{
    private static int _startsTold;

    /// <summary>The seconds of a monotonic clock, for what an experiment times.</summary>
    public static double Clock() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    public T Run<T>(string stage, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        var result = work();
        Tell(stage, Stopwatch.GetElapsedTime(start));
        return result;
    }

    public void Tell(string stage, TimeSpan time) =>
        tell?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{stage}: {time.TotalSeconds:0.000} s"));

    /// <summary>Reports, once in a process, how long it took to start: the runtime, the program's code and the command line.</summary>
    public void TellStart()
    {
        if (tell is null || Interlocked.Exchange(ref _startsTold, 1) != 0) return;
        using var process = Process.GetCurrentProcess();
        var time = DateTime.Now - process.StartTime; // by the system clock: no stopwatch ran from the beginning
        if (time >= TimeSpan.Zero) Tell("start-up", time); // else the clock was set back
    }
}
