using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace BnLab.Benchmarks;

/// <summary>What one core of this machine can do at most, measured beside the kernels that are held against it.</summary>
internal static class MachinePeak
{
    private const int Steps = 1_000_000;

    /// <summary>Floating-point operations a second in a loop of fused multiply-adds, two to each, single precision, on so many cores at once.</summary>
    public static double OperationsPerSecond(int cores = 1) => Repeat(cores, Vector512.IsHardwareAccelerated ? Wide : Narrow);

    /// <summary>Bytes a second that are read and written when 256 MB are copied.</summary>
    public static double BytesPerSecond()
    {
        var (from, to) = (new byte[256 << 20], new byte[256 << 20]);
        double seconds = Enumerable.Range(0, 6).Min(_ => Seconds(() => from.CopyTo(to, 0)));
        return 2.0 * from.Length / seconds;
    }

    // Seven tries and the best of them: a peak is what nothing else has slowed down.
    private static double Repeat(int cores, Func<int> loop)
    {
        int operations = loop();
        return cores * (double)operations / Enumerable.Range(0, 7).Min(_ => Seconds(() => Parallel.For(0, cores, _ => loop())));
    }

    private static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // Twelve chains hide the latency of a multiply-add on every processor with two such units; registers hold all of them.
    private static int Wide()
    {
        Vector512<float> a = Vector512.Create(0.999f), b = Vector512.Create(0.001f);
        Vector512<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b, c10 = b, c11 = b;
        for (int i = 0; i < Steps; i++)
        {
            c0 = Vector512.FusedMultiplyAdd(a, c0, b);
            c1 = Vector512.FusedMultiplyAdd(a, c1, b);
            c2 = Vector512.FusedMultiplyAdd(a, c2, b);
            c3 = Vector512.FusedMultiplyAdd(a, c3, b);
            c4 = Vector512.FusedMultiplyAdd(a, c4, b);
            c5 = Vector512.FusedMultiplyAdd(a, c5, b);
            c6 = Vector512.FusedMultiplyAdd(a, c6, b);
            c7 = Vector512.FusedMultiplyAdd(a, c7, b);
            c8 = Vector512.FusedMultiplyAdd(a, c8, b);
            c9 = Vector512.FusedMultiplyAdd(a, c9, b);
            c10 = Vector512.FusedMultiplyAdd(a, c10, b);
            c11 = Vector512.FusedMultiplyAdd(a, c11, b);
        }

        Keep((c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11)[0]);
        return Steps * 12 * 2 * Vector512<float>.Count;
    }

    private static int Narrow()
    {
        Vector256<float> a = Vector256.Create(0.999f), b = Vector256.Create(0.001f);
        Vector256<float> c0 = b, c1 = b, c2 = b, c3 = b, c4 = b, c5 = b, c6 = b, c7 = b, c8 = b, c9 = b;
        for (int i = 0; i < Steps; i++)
        {
            c0 = Vector256.FusedMultiplyAdd(a, c0, b);
            c1 = Vector256.FusedMultiplyAdd(a, c1, b);
            c2 = Vector256.FusedMultiplyAdd(a, c2, b);
            c3 = Vector256.FusedMultiplyAdd(a, c3, b);
            c4 = Vector256.FusedMultiplyAdd(a, c4, b);
            c5 = Vector256.FusedMultiplyAdd(a, c5, b);
            c6 = Vector256.FusedMultiplyAdd(a, c6, b);
            c7 = Vector256.FusedMultiplyAdd(a, c7, b);
            c8 = Vector256.FusedMultiplyAdd(a, c8, b);
            c9 = Vector256.FusedMultiplyAdd(a, c9, b);
        }

        Keep((c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9)[0]);
        return Steps * 10 * 2 * Vector256<float>.Count;
    }

    // A loop whose result nobody reads could be left out.
    private static void Keep(float value)
    {
        if (float.IsNaN(value)) throw new InvalidOperationException("The sums of the peak loop are not numbers.");
    }
}
