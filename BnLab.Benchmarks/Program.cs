using System.ComponentModel;
using BenchmarkDotNet.Running;
using BnLab.Benchmarks;

// `compare` runs bnlab and its peers in turn, `growth` larger and larger trainings; the rest is for BenchmarkDotNet (`--filter '*'`).
try
{
    if (args is ["compare", .. var options]) return Compare.Run(options);
    if (args is ["growth", .. var set]) return Growth.Run(set);
}
catch (Exception e) when (e is InvalidOperationException or IOException or InvalidDataException or Win32Exception)
{
    return Compare.Fail(e.Message); // data, Python or a peer that is missing
}

BenchmarkSwitcher.FromAssembly(typeof(Compare).Assembly).Run(args);
return 0;
