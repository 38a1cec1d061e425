using BenchmarkDotNet.Running;
using MdfMetrics.Benchmarks;
using MdfMetrics.Benchmarks.StartupProfile;

switch (args.FirstOrDefault())
{
    case "--memory": LatencyMemory.Print(); break;
    case "listing": StorageBenchmarks.Listing(); break;
    case "gathering": GatheringBenchmark.Print(); break;
    case "writing": StorageBenchmarks.Writing(); break;
    case "scale": ScaleBenchmarks.Run(args[1..]); break;
    case "scale-one": ScaleBenchmarks.RunOne(args[1], args[2], Number(args[3])); break;
    case "fill": StoreGenerator.Fill(args[1], Number(args[2]), Number(args[3])); break;
    case "million": MillionBenchmark.Print(args[1..]); break;
    case "million-one": MillionBenchmark.PrintOne(args[1], args[2], Number(args[3])); break;
    case "million-fill": MillionBenchmark.Fill(args[1], Number(args[2])); break;
    case "million-late": MillionBenchmark.AddLate(args[1]); break;
    case "summaries": SummaryBenchmarks.Run(args.Length > 1 ? Number(args[1]) : 100_000); break;
    case "report": await ReportBenchmarks.PrintAsync(); break;
    case "watching": WatchingBenchmark.Print(); break;
    case "dashboard": DashboardBenchmark.Print(); break;
    case "fill-hourly":
        StoreGenerator.Every = TimeSpan.FromHours(1);
        StoreGenerator.Fill(args[1], Number(args[2]), loose: 0);
        break;
    case "prometheus": PrometheusBenchmark.Print(); break;
    case "prometheus-one": PrometheusBenchmark.PrintOne(args[1]); break;
    case "trace": TraceBenchmark.Print(); break;
    case "fill-report":
        ReportStore.Fill(args[1], Number(args[2]), Number(args[3]), Number(args[4]), Number(args[5]), args[6]);
        break;
    case "startup-profile": ProfileCommand.Run(args[1], args[2], args[3..]); break;
    case "memory": LatencyMemory.Print(); break;
    default: BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args); break;
}

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
