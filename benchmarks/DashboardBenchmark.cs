using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using MdfMetrics.Dashboards;
using MdfMetrics.Dashboards.Bundles;
using MdfMetrics.Storage.Writing;
using MdfMetrics.Tests.Dashboards;

namespace MdfMetrics.Benchmarks;

/// <summary>
/// A dashboard of 10,000 compacted runs, one an hour: how long its bundle takes, and each query that Superset makes of
/// its charts, for the last 30 days and for all time.
/// </summary>
internal static class DashboardBenchmark
{
    private const int Runs = 10_000;
    private const int Shown = 5;
    private const double Budget = 1_000;

    public static void Print()
    {
        using var store = new TemporaryFolder();
        Measurement.InProcess("fill-hourly", store.Path, $"{Runs}");
        StoreGenerator.Every = TimeSpan.FromHours(1);
        for (int i = 0; i < 2; i++)
        {
            double bundle = Measurement.Time(() => Export(store.Path));
            string state = i == 0 ? "cold" : "warm";
            Console.WriteLine($"bundle of {Runs:N0} runs, {state}: {bundle,6:F0} ms   (budget {Budget:N0})");
        }

        IReadOnlyDictionary<string, JsonObject> files = Export(store.Path);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        DateTime since = StoreGenerator.Start(Runs).AddDays(-30);
        string from = $">= '{since:yyyy-MM-dd HH}:00:00'";
        Print("30 days", 2, files, connection, dataset => $"\"{dataset["main_dttm_col"]}\" {from}");
        Print("all time", 1, files, connection, _ => "1 = 1");
    }

    private static IReadOnlyDictionary<string, JsonObject> Export(string store)
    {
        SchemaFiles schemas = SchemaFiles.Of(store);
        StoreFigures figures = StoreFigures.Read(store, static error => throw error, default);
        IReadOnlyDictionary<string, JsonObject> files = Bundle.Of(
            store,
            schemas.Layouts,
            "Pipelines",
            SupersetTime.Range(null, figures.Runs),
            figures);
        BundleZip.Of(files);
        return files;
    }

    private static void Print(
        string what,
        int repetitions,
        IReadOnlyDictionary<string, JsonObject> files,
        DuckDBConnection connection,
        Func<JsonObject, string> where)
    {
        (string Chart, double Time)[] slowest =
        [
            .. files.Where(file => file.Key.Contains("/charts/", StringComparison.Ordinal))
                .Select(file => (Path.GetFileNameWithoutExtension(file.Key), Time(file.Value)))
                .OrderByDescending(query => query.Item2),
        ];
        Console.WriteLine($"queries of {slowest.Length} charts, {what}: {slowest.Sum(query => query.Time),6:F0} ms, "
            + $"{slowest.Count(query => query.Time > Budget)} above {Budget:N0} ms; the slowest:");
        foreach ((string chart, double time) in slowest.Take(Shown))
        {
            Console.WriteLine($"  {chart,-20} {time,6:F0} ms");
        }

        double Time(JsonObject chart)
        {
            JsonObject dataset = files.Values.Single(file =>
                file["table_name"] is not null && $"{file["uuid"]}" == $"{chart["dataset_uuid"]}");
            string sql = new ChartQuery(chart, dataset).Sql(where(dataset));
            return Enumerable.Range(0, repetitions).Min(_ => Measurement.Time(() => Run(connection, sql)));
        }
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DuckDBDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            // Superset fetches every row.
        }
    }
}
