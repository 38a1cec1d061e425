using MdfMetrics.PastRuns;
using MdfMetrics.Storage.Reading;
using MdfMetrics.Traces;
using MdfMetrics.Traces.Otlp;

namespace MdfMetrics.Benchmarks;

/// <summary>A run of 5 stages with 40 operators each from its store to the bodies of its requests: all but the network.</summary>
internal static class TraceBenchmark
{
    private const int Stages = 5;
    private const int Operators = 40;
    private const int Turns = 5;

    public static void Print()
    {
        using var store = new TemporaryFolder();
        ReportStore.Fill(store.Path, runs: 1, Stages, Operators, workers: 1);
        int bytes = 0;
        double first = Measurement.Time(() => bytes = Make(store.Path, hasMetrics: false));
        double warm = Enumerable.Range(0, Turns).Min(_ => Measurement.Time(() => Make(store.Path, hasMetrics: false)));
        double all = Enumerable.Range(0, Turns).Min(_ => Measurement.Time(() => Make(store.Path, hasMetrics: true)));
        Console.WriteLine($"{Stages} stages of {Operators} operators, {bytes / 1024.0:F0} kB of JSON");
        Console.WriteLine($"run, stages and operators as spans {warm,8:F1} ms, the first in a process {first:F0} ms (budget 100 ms)");
        Console.WriteLine($"… and as metrics                   {all,8:F1} ms");
    }

    private static int Make(string store, bool hasMetrics)
    {
        RunMetrics run = new MetricsReader(store).ReadRuns(new RunQuery { Last = 1 }, Throw).Single();
        TracedRun[] traced = [TracedRun.Read(run, new RunRows(Throw, default))];
        int bytes = TracePayload.Spans(traced, OtlpEnvironment.Process).Length;
        return hasMetrics ? bytes + TracePayload.Points(traced, OtlpEnvironment.Process).Length : bytes;
    }

    private static void Throw(MetricsException error) => throw error;
}
