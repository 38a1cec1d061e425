using System.Diagnostics;
using MdfMetrics.Reports;
using MdfMetrics.Reports.Pages;
using MdfMetrics.Storage.Reading;

namespace MdfMetrics.Benchmarks;

/// <summary>The budgets of reports: of a large run, and of many runs; with reading the store, cold and warm.</summary>
internal static class ReportBenchmarks
{
    private const int Repetitions = 3;
    private const double Megabyte = 1 << 20;

    public static void Print()
    {
        using (var store = new TemporaryFolder())
        {
            ReportStore.Fill(store.Path, 31, 5, 40, 8);
            Print("a run of 5 × 40 × 8 beside 30 others", store.Path, runs: 1, "1,000 ms, 2 MB");
        }

        using (var store = new TemporaryFolder())
        {
            ReportStore.Fill(store.Path, 1000, 4, 2, 3);
            Print("1,000 runs of 4 × 2 × 3", store.Path, runs: 1000, "5,000 ms, 5 MB");
        }
    }

    private static void Print(string what, string store, int runs, string budget)
    {
        for (int i = 0; i < Repetitions; i++)
        {
            var time = Stopwatch.StartNew();
            RunMetrics[] newest =
                [.. new MetricsReader(store).ReadRuns(new RunQuery { Last = runs }, error => throw error)];
            byte[] page = Page.Html(new ReportMaker(TimeProvider.System, error => throw error, default).Make(newest));
            Console.WriteLine($"{what}, {(i == 0 ? "cold" : "warm")}: {time.Elapsed.TotalMilliseconds,6:F0} ms, "
                + $"{page.Length / Megabyte:F2} MB   (budget {budget})");
        }
    }
}
