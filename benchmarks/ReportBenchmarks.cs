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

    public static async Task PrintAsync()
    {
        using (var store = new TemporaryFolder())
        {
            ReportStore.Fill(store.Path, 31, 5, 40, 8);
            await PrintAsync("a run of 5 × 40 × 8 beside 30 others", store.Path, runs: 1, "1,000 ms, 2 MB");
        }

        using (var store = new TemporaryFolder())
        {
            ReportStore.Fill(store.Path, 1000, 4, 2, 3);
            await PrintAsync("1,000 runs of 4 × 2 × 3", store.Path, runs: 1000, "5,000 ms, 5 MB");
        }
    }

    private static async Task PrintAsync(string what, string store, int runs, string budget)
    {
        byte[] page = [];
        for (int i = 0; i < Repetitions; i++)
        {
            var time = Stopwatch.StartNew();
            RunMetrics[] newest =
                [.. new MetricsReader(store).ReadRuns(new RunQuery { Last = runs }, error => throw error)];
            page = Page.Html(new ReportMaker(TimeProvider.System, error => throw error, default).Make(newest));
            Console.WriteLine($"{what}, {(i == 0 ? "cold" : "warm")}: {time.Elapsed.TotalMilliseconds,6:F0} ms, "
                + $"{page.Length / Megabyte:F2} MB   (budget {budget})");
        }

        Console.WriteLine($"{what}, in Chromium: {await FirstPaint.OfAsync(page)}");
    }
}
