using BenchmarkDotNet.Attributes;

namespace BnLab.Benchmarks;

/// <summary>
/// Each kernel by itself, for whoever changes one. <c>compare kernels</c> holds them against the peers and against what the
/// machine can do.
/// </summary>
[MemoryDiagnoser]
public class KernelBenchmarks
{
    private static readonly List<KernelWork> All = KernelWork.All();

    private Action _run = () => { };

    /// <summary>The kernels.</summary>
    public static IEnumerable<string> Names => All.Select(work => work.Name);

    /// <summary>Which of them.</summary>
    [ParamsSource(nameof(Names))]
    public string Work { get; set; } = "";

    /// <summary>Finds it.</summary>
    [GlobalSetup]
    public void Find() => _run = All.Single(work => work.Name == Work).Run;

    /// <summary>Does it once.</summary>
    [Benchmark]
    public void Kernel() => _run();
}
