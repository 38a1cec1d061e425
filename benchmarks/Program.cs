using BenchmarkDotNet.Running;
using MdfMetrics.Benchmarks;

switch (args.FirstOrDefault())
{
    case "--memory": LatencyMemory.Print(); break;
    case "listing": StorageBenchmarks.Listing(); break;
    case "gathering": GatheringBenchmark.Print(); break;
    case "writing": StorageBenchmarks.Writing(); break;
    case "memory": LatencyMemory.Print(); break;
    default: BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args); break;
}
