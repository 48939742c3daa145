using BenchmarkDotNet.Running;
using BnLab.Benchmarks;

// `compare train` and `compare sweep` run bnlab and its peers in turn; everything else is for BenchmarkDotNet (`--filter '*'`).
if (args is ["compare", .. var options]) return Compare.Run(options);
BenchmarkSwitcher.FromAssembly(typeof(Compare).Assembly).Run(args);
return 0;
