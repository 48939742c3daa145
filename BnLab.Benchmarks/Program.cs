using BenchmarkDotNet.Running;
using BnLab.Benchmarks;

// `compare` runs bnlab and its peers in turn, `growth` larger and larger trainings; the rest is for BenchmarkDotNet (`--filter '*'`).
if (args is ["compare", .. var options]) return Compare.Run(options);
if (args is ["growth", .. var set]) return Growth.Run(set);
BenchmarkSwitcher.FromAssembly(typeof(Compare).Assembly).Run(args);
return 0;
